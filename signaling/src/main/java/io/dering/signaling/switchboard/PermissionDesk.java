package io.dering.signaling.switchboard;

import io.dering.signaling.activity.PermissionRecord;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AskId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.PermissionId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.permission.Ask;
import io.dering.signaling.permission.CallVerdict;
import io.dering.signaling.permission.CallingLimits;
import io.dering.signaling.permission.CustomerPermission;
import io.dering.signaling.permission.Permission;
import io.dering.signaling.permission.PermissionChange;
import io.dering.signaling.permission.PermissionInput;
import io.dering.signaling.permission.PermissionMachine;
import io.dering.signaling.permission.Permissions;
import io.dering.signaling.permission.Verdicts;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.MessageStatus;
import io.dering.signaling.room.Recall;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.Rooms;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Customers' call permissions: each change is in memory and in the log at once (PM-1 to PM-9,
/// OUT-3, OUT-4).
///
/// Whoever dials asks Meta first (`Command.ReadPermission`), hands the answer to [#read], and
/// judges by [#mayCall] after that: Meta's word may be newer than ours.
final class PermissionDesk {
  /// Reports about requests that are quicker than our own note of the message's id.
  private static final int MAX_EARLY = 256;

  /// Questions to Meta that belong to no call.
  private static final int MAX_LOOKING = 256;

  private final AccountId account;
  private final Permissions permissions = new Permissions();
  private final Rooms rooms;
  private final Deadlines deadlines;
  private final RandomGenerator ids;
  private final SequencedMap<MessageId, PermissionInput> early = new LinkedHashMap<>();
  private final SequencedMap<CallId, Caller> looking = new LinkedHashMap<>();
  private CallingLimits limits = CallingLimits.DEFAULT;

  PermissionDesk(AccountId account, Rooms rooms, Deadlines deadlines, RandomGenerator ids) {
    this.account = account;
    this.rooms = rooms;
    this.deadlines = deadlines;
    this.ids = ids;
  }

  /// The figures of calling out are others from now on.
  void set(CallingLimits other) {
    limits = other;
  }

  CallingLimits limits() {
    return limits;
  }

  /// What the store has: at the start, or as it was wanted.
  void take(Optional<Recall> wanted, List<CustomerPermission> found) {
    for (CustomerPermission stored : found) {
      CustomerPermission one = stored.with(stored.permission().found());
      if (permissions.remember(one)) {
        plan(one);
        deadlines.set(new Deadlines.Key.DoubtDue(one.id()), one.permission().doubtEnds());
      }
    }
    if (wanted.orElse(null) instanceof Recall.ByAlias(var channel, var aliases)) {
      permissions.absent(channel, aliases);
    }
  }

  /// Aliases of the customer of which the store may know more than memory.
  List<Alias> unknown(ChannelId channel, Customer customer) {
    return permissions.unknown(channel, customer);
  }

  /// How the customer's permission stands.
  Permission look(ChannelId channel, Customer customer) {
    return permissions.look(channel, customer);
  }

  /// Whether the business may call that customer now (OUT-2 to OUT-4).
  CallVerdict mayCall(ChannelId channel, Caller customer, Instant now) {
    return Verdicts.mayCall(look(channel, Customer.of(customer)), limits, now);
  }

  /// Why it may not; empty when it may.
  Optional<CallVerdict.Refused> refusesCall(ChannelId channel, Caller customer, Instant now) {
    return mayCall(channel, customer, now) instanceof CallVerdict.Refused refused
        ? Optional.of(refused)
        : Optional.empty();
  }

  /// Meta said how the permission stands.
  void read(Fact.PermissionRead fact, Caller customer, Work work) {
    var _ =
        apply(
            fact.channel(),
            Customer.of(customer),
            new PermissionInput.Read(fact.permission(), fact.age()),
            work);
  }

  /// The answer to a question of this desk's own; false for one that a call has asked.
  boolean looked(Fact.FromPermission fact, Work work) {
    Caller customer = looking.remove(fact.call());
    if (customer != null && fact instanceof Fact.PermissionRead read) {
      read(read, customer, work);
    }
    return customer != null;
  }

  /// Somebody talks with the customer: a connected call in either direction resets the limits of
  /// requests (PM-2), and ends one that waits (PM-4).
  void connected(ChannelId channel, Caller customer, Direction direction, Work work) {
    Customer who = Customer.of(customer);
    if (direction == Direction.OUTBOUND || !permissions.of(channel, who).isEmpty()) {
      var _ = apply(channel, who, new PermissionInput.Connected(direction), work);
    }
  }

  /// The customer did not answer a call of the business's, or declined it (OUT-4).
  void notAnswered(ChannelId channel, Caller customer, Work work) {
    var _ = apply(channel, Customer.of(customer), new PermissionInput.NotAnswered(), work);
  }

  /// Meta refused a call of the business's.
  void callRefused(ChannelId channel, Caller customer, MetaError error, Work work) {
    var _ = apply(channel, Customer.of(customer), new PermissionInput.CallRefused(error), work);
  }

  /// The room is resolved: what was asked there is over (PM-4).
  void resolved(Room room, Work work) {
    if (!permissions.of(room.channel(), room.customer()).isEmpty()) {
      var _ = apply(room.channel(), room.customer(), new PermissionInput.Resolved(), work);
    }
  }

  /// The customer answered, or Meta did.
  void replied(Fact.PermissionReplied fact, Instant saidAt, Work work) {
    var _ =
        apply(
            fact.channel(),
            Customer.of(fact.customer()),
            new PermissionInput.Replied(fact.reply(), fact.message().answers(), saidAt),
            work);
  }

  /// The request that the report names, and whose message was not known until now.
  Optional<Ask> named(Fact.MessageStatusReported fact) {
    return look(fact.channel(), Customer.of(fact.recipient())).asks().stream()
        .filter(ask -> ask.message() == null && ask.id().equals(fact.ask()))
        .findFirst();
  }

  /// A message of the business has come further, perhaps a request.
  void reported(Fact.MessageStatusReported fact, Work work) {
    Customer customer = Customer.of(fact.recipient());
    Permission permission = look(fact.channel(), customer);
    PermissionInput input =
        fact.status() == MessageStatus.FAILED
            ? new PermissionInput.AskFailed(fact.message(), Optional.ofNullable(fact.error()))
            : new PermissionInput.AskSent(fact.message());
    if (permission.asks().stream().anyMatch(ask -> fact.message().equals(ask.message()))) {
      var _ = apply(fact.channel(), customer, input, work);
    } else if (permission.waiting().filter(ask -> ask.message() == null).isPresent()) {
      early.put(fact.message(), input);
      if (early.size() > MAX_EARLY) {
        early.pollFirstEntry();
      }
    }
  }

  /// A request's message has this id; what was reported of it before counts now.
  void taken(ChannelId channel, Customer customer, Ask ask, MessageId message, Work work) {
    var taken = new PermissionInput.AskTaken(ask.id(), message);
    Permission _ = apply(channel, customer, taken, work);
    PermissionInput before = early.remove(message);
    if (before != null) {
      Permission _ = apply(channel, customer, before, work);
    }
  }

  /// Nobody knows whether Meta has taken it: Meta is asked once it has had time to count.
  void unsure(Room room, AskId ask, Work work) {
    Permission permission =
        apply(room.channel(), room.customer(), new PermissionInput.AskUnsure(ask), work);
    permissions
        .of(room.channel(), room.customer())
        .forEach(
            one -> deadlines.set(new Deadlines.Key.DoubtDue(one.id()), permission.doubtEnds()));
  }

  /// Meta has had time to count a request of unknown fate.
  void doubtEnds(PermissionId id, Work work) {
    permissions
        .find(id)
        .filter(one -> !one.permission().doubtEnds().equals(Instant.MAX))
        .ifPresent(one -> ask(one, work));
  }

  /// The customer goes by other names from here on: those that are gone may be somebody else's
  /// tomorrow.
  void renamed(ChannelId channel, Customer both, List<Alias> gone, Work work) {
    permissions
        .meet(channel, both)
        .ifPresent(met -> {
          Customer left = met.one().customer();
          for (Alias alias : gone) {
            left = left.without(alias);
          }
          CustomerPermission one =
              new CustomerPermission(met.one().id(), channel, left, met.one().permission());
          permissions.put(one);
          if (!met.absorbed().isEmpty()) {
            work.write(new PermissionRecord.PermissionKept(work.now(), account, one));
          }
          merged(met, work);
          work.write(new PermissionRecord.PermissionHolder(work.now(), account, one));
          plan(one);
        });
  }

  /// A moment has come.
  void due(PermissionId id, Work work) {
    permissions
        .find(id)
        .ifPresent(one -> {
          var _ = apply(one.channel(), one.customer(), new PermissionInput.TimePassed(), work);
        });
  }

  /// What an input leads to, in memory, in the log and for whoever is told.
  Permission apply(ChannelId channel, Customer customer, PermissionInput input, Work work) {
    if (customer.aliases().isEmpty()) {
      return Permission.NEW;
    }
    Permissions.Met met =
        permissions
            .meet(channel, customer)
            .orElseGet(() ->
                new Permissions.Met(
                    new CustomerPermission(
                        PermissionId.random(ids), channel, customer, Permission.NEW),
                    List.of(),
                    true));
    Permission before = met.one().permission();
    PermissionMachine.Decision decision =
        PermissionMachine.decide(before, input, limits, work.now());
    boolean known = permissions.find(met.one().id()).isPresent();
    boolean changed = !decision.permission().equals(before);
    if (!known && !changed && decision.changes().isEmpty()) {
      return before;
    }
    CustomerPermission after = met.one().with(decision.permission());
    permissions.put(after);
    if (changed || !known || !met.absorbed().isEmpty()) {
      work.write(new PermissionRecord.PermissionKept(work.now(), account, after));
    }
    merged(met, work);
    if (met.learned() || !met.absorbed().isEmpty()) {
      work.write(new PermissionRecord.PermissionHolder(work.now(), account, after));
    }
    plan(after);
    decision.changes().forEach(change -> tell(after, change, work));
    return after.permission();
  }

  private void merged(Permissions.Met met, Work work) {
    for (CustomerPermission other : met.absorbed()) {
      deadlines.clear(new Deadlines.Key.PermissionDue(other.id()));
      deadlines.clear(new Deadlines.Key.DoubtDue(other.id()));
      work.write(
          new PermissionRecord.PermissionsMerged(work.now(), account, met.one().id(), other.id()));
    }
  }

  private void tell(CustomerPermission one, PermissionChange change, Work work) {
    if (change instanceof PermissionChange.AskMeta) {
      ask(one, work);
    }
    work.write(
        new PermissionRecord.PermissionChanged(work.now(), account, one, roomOf(one), change));
  }

  /// Meta is asked, beside all calls.
  private void ask(CustomerPermission one, Work work) {
    CallId nobody = CallId.at(work.now(), ids);
    Caller customer = one.customer().caller();
    looking.put(nobody, customer);
    if (looking.size() > MAX_LOOKING) {
      looking.pollFirstEntry();
    }
    work.order(new Command.ReadPermission(nobody, one.channel(), customer));
  }

  private @Nullable RoomId roomOf(CustomerPermission one) {
    return rooms.of(one.channel(), one.customer()).stream().findFirst().map(Room::id).orElse(null);
  }

  private void plan(CustomerPermission one) {
    deadlines.set(new Deadlines.Key.PermissionDue(one.id()), one.permission().nextDue());
  }
}
