package io.dering.signaling.permission;

import io.dering.signaling.call.Direction;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.permission.PermissionChange.AskEnded;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// The life of a customer's permission. Before each input what time has ended is ended: a temporary
/// grant (`none`, told as expired), and requests that nobody answered.
///
/// | input                        | grant becomes                 | requests            | told      |
/// |------------------------------|-------------------------------|---------------------|-----------|
/// | accept, permanent            | permanent                     | answered, see below | granted   |
/// | accept, temporary            | temporary until the time sent | answered            | granted   |
/// | accept of a time gone by     | none                          | answered            | expired   |
/// | automatic accept             | never less than it was        | stay                | granted   |
/// | reject                       | none                          | answered            | denied    |
/// | automatic reject             | none                          | stay                | revoked   |
/// | unreadable reply             | stays                         | answered            | ask Meta  |
/// | any reply older than the last| stays                         | stay                | -         |
/// | Meta's state, other than ours| Meta's                        | stay, see below     | granted, revoked |
/// | Meta's state, asked before   | stays                         | stay                | -         |
/// | our last word                |                               |                     |           |
/// | request begun, taken         | stays                         | sending             | requested |
/// | request of unknown fate      | stays                         | unsure              | -         |
/// | request sent                 | stays                         | open                | -         |
/// | request refused, failed      | stays; permanent after 138017 | failed              | ended     |
/// | call connected               | stays                         | expired (PM-4)      | ended     |
/// | call not answered            | none after `revokeAfter`      | stay                | revoked   |
/// | call refused by Meta         | none after 138006             | stay                | revoked   |
/// | room resolved                | stays                         | expired (PM-4)      | ended     |
///
/// The answered request is the one that the reply names, also one that has expired (a late answer
/// is honoured, PM-4); older ones that still wait are overtaken. A reply that names none that is
/// known counts all the same: customers grant in the profile, and by calling (PM-8). One that
/// answers an unknown message answers the request of unknown fate. Such a request counts until Meta
/// has counted fewer than were begun, or is taken after all when Meta reports of it. What the
/// customer or Meta grants after our own count took it away (OUT-4) holds again, and the count
/// begins anew.
public final class PermissionMachine {
  private static final int PERMANENT_EXISTS = 138_017;
  private static final int ASK_LIMIT = 138_009;
  private static final int CALL_LIMIT = 138_012;
  private static final int NO_PERMISSION = 138_006;

  /// How long Meta's limit of requests counts where it says no time. More may hold back one that
  /// Meta would take, less asks again in vain.
  private static final Duration LIMIT_COUNTS = Duration.ofHours(1);

  /// How long Meta may take to count a request. More keeps one that was not sent from being sent
  /// again, less believes Meta before it has counted.
  public static final Duration META_COUNTS = Duration.ofMinutes(1);

  /// How long requests are remembered: a day beyond what the limits look back.
  private static final Duration ASKS_KEPT = Duration.ofDays(8);

  private final CallingLimits limits;
  private final Instant now;
  private final List<PermissionChange> changes = new ArrayList<>();

  /// What an input leads to; no changes for one that no longer applies.
  public record Decision(Permission permission, List<PermissionChange> changes) {
    public Decision {
      changes = List.copyOf(changes);
    }
  }

  private PermissionMachine(CallingLimits limits, Instant now) {
    this.limits = limits;
    this.now = now;
  }

  public static Decision decide(
      Permission before, PermissionInput input, CallingLimits limits, Instant now) {
    PermissionMachine machine = new PermissionMachine(limits, now);
    Permission after = machine.apply(machine.settled(before), input);
    return new Decision(after, machine.changes);
  }

  private Permission settled(Permission before) {
    Permission kept =
        before.with(
            before.asks().stream()
                .filter(ask -> ask.isWaiting() || ask.at().plus(ASKS_KEPT).isAfter(now))
                .toList());
    if (kept.grant().ends().filter(end -> !end.isAfter(now)).isPresent()) {
      changes.add(new PermissionChange.Expired());
      kept = kept.with(kept.held().become(new Grant.None(), GrantSource.TIME, now));
    }
    return end(kept, ask -> !ask.endsAt().isAfter(now), Ask.State.EXPIRED);
  }

  private Permission apply(Permission before, PermissionInput input) {
    return switch (input) {
      case PermissionInput.Replied replied -> replied(before, replied);
      case PermissionInput.Read(var said, var age) -> read(before, said, now.minus(age));
      case PermissionInput.AskBegun(var ask) ->
          before.with(before.calls().connectedBefore(ask.at())).with(plus(before.asks(), ask));
      case PermissionInput.AskTaken(var id, var message) ->
          change(
              before,
              ask -> ask.id().equals(id) && ask.message() == null,
              ask -> {
                Ask taken = ask.taken(message);
                changes.add(new PermissionChange.Requested(taken));
                return taken;
              });
      case PermissionInput.AskUnsure(var id) ->
          change(
              before,
              ask ->
                  ask.id().equals(id) && ask.message() == null && ask.state() == Ask.State.SENDING,
              ask -> ask.to(Ask.State.UNSURE));
      case PermissionInput.AskSent(var message) ->
          change(
              before,
              ask -> message.equals(ask.message()) && ask.state() == Ask.State.SENDING,
              ask -> ask.to(Ask.State.OPEN));
      case PermissionInput.AskRefused(var id, var error) ->
          failed(before, ask -> ask.id().equals(id), error);
      case PermissionInput.AskFailed(var message, var error) ->
          failed(before, ask -> message.equals(ask.message()), error);
      case PermissionInput.Connected(var direction) ->
          end(
              before
                  .with(before.calls().connectedAt(now, direction == Direction.OUTBOUND))
                  .with(before.word().asks(null)),
              _ -> true,
              Ask.State.EXPIRED);
      case PermissionInput.NotAnswered _ -> notAnswered(before);
      case PermissionInput.CallRefused(var error) -> callRefused(before, error);
      case PermissionInput.Resolved _ -> end(before, _ -> true, Ask.State.EXPIRED);
      case PermissionInput.TimePassed _ -> before;
    };
  }

  private Permission replied(Permission before, PermissionInput.Replied replied) {
    if (isStale(before.held(), replied.saidAt())) {
      return before;
    }
    Permission heard = answered(before, replied);
    return switch (replied.reply().response()) {
      case UNREADABLE -> {
        changes.add(new PermissionChange.AskMeta());
        yield heard;
      }
      case ACCEPT -> accepted(heard, replied);
      case REJECT -> rejected(heard, replied);
    };
  }

  /// What is older than the last answer, or is that one again after the clock, our count or Meta
  /// had a later word.
  private static boolean isStale(Held held, Instant saidAt) {
    Instant last = held.saidAt();
    if (last == null || saidAt.isAfter(last)) {
      return false;
    }
    return saidAt.isBefore(last)
        || switch (held.source()) {
          case COUNT, TIME, META -> true;
          case NOBODY, REQUEST, PROFILE, CALLBACK, CUSTOMER, UNANSWERED -> false;
        };
  }

  private Permission answered(Permission before, PermissionInput.Replied replied) {
    Optional<Ask> asked =
        before.asks().stream()
            .filter(ask -> ask.message() != null && ask.message().equals(replied.answers()))
            .findFirst();
    if (asked.isEmpty()) {
      boolean nothing = replied.answers() == null || replied.reply().automatic();
      return nothing
          ? before
          : change(before, PermissionMachine::isUnsure, ask -> ask.to(Ask.State.ANSWERED));
    }
    Permission overtaken =
        end(before, ask -> ask.at().isBefore(asked.get().at()), Ask.State.OVERTAKEN);
    return change(
        overtaken, ask -> ask.id().equals(asked.get().id()), ask -> ask.to(Ask.State.ANSWERED));
  }

  private Permission accepted(Permission before, PermissionInput.Replied replied) {
    PermissionReply reply = replied.reply();
    Instant until =
        reply.until() == null ? replied.saidAt().plus(limits.temporaryGrant()) : reply.until();
    Grant grant = reply.permanent() ? new Grant.Permanent() : new Grant.Temporary(until);
    if (reply.automatic() && isLess(grant, before.grant())) {
      return before;
    }
    if (!grant.holds(now)) {
      if (before.grant().holds(now)) {
        changes.add(new PermissionChange.Expired());
      }
      return before.with(
          before.held().answered(new Grant.None(), GrantSource.TIME, now, replied.saidAt()));
    }
    if (grant.equals(before.grant()) && replied.saidAt().equals(before.held().saidAt())) {
      return before;
    }
    GrantSource source = source(reply, replied.answers());
    changes.add(new PermissionChange.Granted(grant, source));
    return before
        .with(before.held().answered(grant, source, now, replied.saidAt()))
        .with(before.calls().fromZero())
        .with(before.word().calls(null));
  }

  private static GrantSource source(PermissionReply reply, @Nullable MessageId answers) {
    if (reply.automatic()) {
      return GrantSource.CALLBACK;
    }
    return answers == null ? GrantSource.PROFILE : GrantSource.REQUEST;
  }

  /// Whether the grant ends before, or with, one that is there.
  private static boolean isLess(Grant grant, Grant there) {
    return switch (there) {
      case Grant.None _ -> false;
      case Grant.Permanent _ -> true;
      case Grant.Temporary(var until) ->
          grant.ends().filter(end -> !end.isAfter(until)).isPresent();
    };
  }

  private Permission rejected(Permission before, PermissionInput.Replied replied) {
    boolean automatic = replied.reply().automatic();
    GrantSource source = automatic ? GrantSource.UNANSWERED : GrantSource.CUSTOMER;
    boolean again =
        before.held().source() == source && replied.saidAt().equals(before.held().saidAt());
    if (!again && !automatic) {
      changes.add(new PermissionChange.Denied());
    } else if (before.grant().holds(now)) {
      changes.add(new PermissionChange.Revoked(source));
    }
    return again
        ? before
        : before.with(before.held().answered(new Grant.None(), source, now, replied.saidAt()));
  }

  private Permission read(Permission before, MetaPermission said, Instant at) {
    Instant since = before.held().since();
    if (since != null && since.isAfter(at)) {
      return before;
    }
    Permission heard = uncounted(before, said, at).with(MetaWord.of(said, now));
    Grant grant = grant(said, before.grant());
    if (grant.equals(before.grant())) {
      return heard;
    }
    if (!grant.holds(now)) {
      return before.grant().holds(now) ? revoked(heard, GrantSource.META) : heard;
    }
    changes.add(new PermissionChange.Granted(grant, GrantSource.META));
    Permission granted = heard.with(heard.held().become(grant, GrantSource.META, now));
    return before.held().source() == GrantSource.COUNT
        ? granted.with(granted.calls().fromZero())
        : granted;
  }

  /// Requests of unknown fate that Meta has not counted were not sent.
  private Permission uncounted(Permission before, MetaPermission said, Instant at) {
    Permission after = before;
    for (MetaPermission.Limit limit : said.ask().limits()) {
      int missing = Verdicts.counted(after, limit.period(), now).size() - limit.used();
      for (Ask ask : after.asks().reversed()) {
        if (missing > 0
            && isUnsure(ask)
            && !ask.at().plus(META_COUNTS).isAfter(at)
            && ask.at().plus(limit.period()).isAfter(now)) {
          after = failed(after, one -> one.id().equals(ask.id()), Optional.empty());
          missing--;
        }
      }
    }
    return after;
  }

  private static boolean isUnsure(Ask ask) {
    return ask.state() == Ask.State.UNSURE;
  }

  private Grant grant(MetaPermission said, Grant ours) {
    return switch (said.status()) {
      case NONE -> new Grant.None();
      case PERMANENT -> new Grant.Permanent();
      case TEMPORARY ->
          new Grant.Temporary(
              said.until().or(ours::ends).orElseGet(() -> now.plus(limits.temporaryGrant())));
    };
  }

  private Permission revoked(Permission before, GrantSource source) {
    changes.add(new PermissionChange.Revoked(source));
    return before.with(before.held().become(new Grant.None(), source, now));
  }

  private Permission failed(Permission before, Predicate<Ask> which, Optional<MetaError> error) {
    Permission failed =
        change(
            before,
            which.and(Ask::isWaiting),
            ask -> {
              Ask ended = ask.failed(error.map(MetaError::code).orElse(null));
              changes.add(new AskEnded(ended));
              return ended;
            });
    if (failed.equals(before) || error.isEmpty()) {
      return failed;
    }
    return switch (error.get().code()) {
      case PERMANENT_EXISTS -> permanentAtMeta(failed);
      case ASK_LIMIT ->
          failed.with(
              failed
                  .word()
                  .asks(MetaTimes.next(error.get(), now).orElseGet(() -> now.plus(LIMIT_COUNTS))));
      default -> failed;
    };
  }

  private Permission permanentAtMeta(Permission before) {
    if (before.grant() instanceof Grant.Permanent) {
      return before;
    }
    changes.add(new PermissionChange.Granted(new Grant.Permanent(), GrantSource.META));
    return before.with(before.held().become(new Grant.Permanent(), GrantSource.META, now));
  }

  private Permission notAnswered(Permission before) {
    Permission counted = before.with(before.calls().notAnswered());
    return counted.calls().unanswered() >= limits.revokeAfter() && counted.grant().holds(now)
        ? revoked(counted, GrantSource.COUNT)
        : counted;
  }

  private Permission callRefused(Permission before, MetaError error) {
    return switch (error.code()) {
      case NO_PERMISSION -> before.grant().holds(now) ? revoked(before, GrantSource.META) : before;
      case CALL_LIMIT ->
          before.with(
              before
                  .word()
                  .calls(MetaTimes.next(error, now).orElseGet(() -> now.plus(MetaWord.COUNTS))));
      default -> before;
    };
  }

  /// Those of the waiting requests end without an answer.
  private Permission end(Permission before, Predicate<Ask> which, Ask.State how) {
    return change(
        before,
        which.and(Ask::isWaiting),
        ask -> {
          Ask ended = ask.to(how);
          changes.add(new AskEnded(ended));
          return ended;
        });
  }

  private static Permission change(
      Permission before, Predicate<Ask> which, Function<Ask, Ask> become) {
    if (before.asks().stream().noneMatch(which)) {
      return before;
    }
    return before.with(
        before.asks().stream().map(ask -> which.test(ask) ? become.apply(ask) : ask).toList());
  }

  private static List<Ask> plus(List<Ask> asks, Ask ask) {
    List<Ask> all = new ArrayList<>(asks);
    all.add(ask);
    return all;
  }
}
