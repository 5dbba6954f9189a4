package io.dering.signaling.simulation;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.permission.PermissionReply;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/// P1: Meta is asked before each call, and none is placed that Meta, when asked, did not allow;
/// where Meta did not answer, somebody must have been allowed before. (Whom exactly, by all names
/// of a customer, is the permission tests' matter.)
final class Allowed implements Auditor {
  private final Set<CallId> asked = new HashSet<>();
  private final Set<CallId> allowed = new HashSet<>();
  private final Set<CallId> unanswered = new HashSet<>();
  private final Set<AccountId> granted = new HashSet<>();

  @Override
  public void heard(AccountId account, Fact fact, Instant at) {
    if (fact instanceof Fact.PermissionRead read && read.permission().call().allowed()) {
      allowed.add(read.call());
      granted.add(account);
    } else if (fact instanceof Fact.PermissionNotRead not) {
      unanswered.add(not.call());
    } else if (fact instanceof Fact.PermissionReplied replied
        && replied.reply().response() == PermissionReply.Response.ACCEPT) {
      granted.add(account);
    }
  }

  @Override
  public void released(AccountId account, Command command, Instant at) {
    switch (command) {
      case Command.ForPermission wanted -> asked.add(wanted.call());
      case Command.Connect connect -> {
        CallId call = connect.call();
        Claim.that(asked.contains(call), "a call is placed without asking Meta");
        Claim.that(
            allowed.contains(call) || (unanswered.contains(call) && granted.contains(account)),
            "a call is placed without a permission");
      }
      default -> {
        // Calls nobody.
      }
    }
  }
}
