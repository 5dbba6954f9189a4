package io.dering.signaling.switchboard;

import io.dering.signaling.activity.UserRecord;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.agent.User;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.UserAnswer;
import io.dering.signaling.backend.UserRequest;
import io.dering.signaling.id.AccountId;
import java.util.Optional;

/// The account's people as owners, admins and backends make and change them (RO-1).
///
/// Nobody gives a role above their own or changes somebody who has one, and nobody takes away the
/// last owner or admin: such an account could let nobody in again. Who is disabled rings from that
/// moment on for nothing; a call that one holds ends with it.
record UserDesk(AccountId account, Roster roster, AgentDesk desk) {
  /// Each change writes all of them.
  static final int MAX_USERS = 1_000;

  BackendAnswer handle(UserRequest request, Work work) {
    return switch (request) {
      case UserRequest.ListUsers _ -> new UserAnswer.Users(roster.users());
      case UserRequest.AddUser(Agent agent, Role upTo) -> add(agent, upTo, work);
      case UserRequest.ChangeUser change -> change(change, work);
    };
  }

  private BackendAnswer add(Agent agent, Role upTo, Work work) {
    if (isAbove(agent.role(), upTo)) {
      return Refused.forbidden("is above what these credentials may give", "role");
    }
    if (roster.agent(agent.id()).isPresent()) {
      return Refused.conflict("id", "belongs to somebody else of this account");
    }
    if (roster.users().size() >= MAX_USERS) {
      return Refused.conflict(null, "an account has at most " + MAX_USERS + " people");
    }
    return save(User.of(agent), work);
  }

  private BackendAnswer change(UserRequest.ChangeUser change, Work work) {
    Optional<User> known =
        roster.users().stream().filter(user -> user.agent().id().equals(change.user())).findFirst();
    if (known.isEmpty()) {
      return Refused.notFound("There is no such person.");
    }
    User before = known.get();
    Agent agent = before.agent();
    Role role = change.role() == null ? agent.role() : change.role();
    if (isAbove(agent.role(), change.upTo())) {
      return Refused.forbidden("This person may do more than these credentials.");
    }
    if (isAbove(role, change.upTo())) {
      return Refused.forbidden("is above what these credentials may give", "role");
    }
    User after =
        new User(
            new Agent(agent.id(), change.name() == null ? agent.name() : change.name(), role),
            change.disabled() == null ? before.disabled() : change.disabled(),
            change.mayCall() == null ? before.mayCall() : change.mayCall());
    if (isInCharge(before) && !isInCharge(after) && isOnlyOneInCharge()) {
      return Refused.conflict(
          isInCharge(new User(after.agent(), false)) ? "disabled" : "role",
          "is the last owner or admin; make another one first");
    }
    return save(after, work);
  }

  private BackendAnswer save(User user, Work work) {
    boolean leaves = user.disabled() && roster.isActive(user.agent().id());
    boolean switched = roster.mayCall(user.agent().id()) != user.mayCall();
    roster.put(user);
    work.write(new UserRecord(work.now(), account, roster.users()));
    if (leaves) {
      desk.leaves(user.agent().id(), work);
    } else if (switched) {
      desk.tellDials(user.agent().id(), work);
    }
    return new UserAnswer.TheUser(user);
  }

  private boolean isOnlyOneInCharge() {
    return roster.users().stream().filter(UserDesk::isInCharge).count() == 1;
  }

  private static boolean isInCharge(User user) {
    return !user.disabled() && !isAbove(Role.ADMIN, user.agent().role());
  }

  private static boolean isAbove(Role role, Role other) {
    return role.compareTo(other) < 0;
  }
}
