package io.dering.signaling.simulation;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// M5 (BAL-4): a call whose money is spent is hung up, in media and at Meta in one turn, at the end
/// of the last minute that the store has: never before it, and after it by 20 ms and what its
/// process was held up on purpose, whatever the store does; and no call talks on without money.
final class CutOff implements Auditor {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// M5's own figure.
  private static final Duration LATE = Duration.ofMillis(20);

  /// A minute that came to the store just now may still wait behind a slow commit before the call
  /// knows of it.
  private static final Duration MAY_WAIT = Duration.ofMillis(2L * Runner.MAX_COMMIT_MS);

  /// An end that was decided in time may be stored late: a late wake-up behind two slow commits.
  private static final Duration LONGEST_OVERDUE =
      Duration.ofMillis(CallCentre.MAX_LATENESS_MS + 2L * Runner.MAX_COMMIT_MS);

  private final Map<AccountId, Line> processes = new HashMap<>();
  private final Map<CallId, Talk> talks = new HashMap<>();
  private final List<Integer> lateMs = new ArrayList<>();

  /// Not after the first that is overdue, so that most looks cost nothing.
  private Instant earliest = Instant.MAX;

  private static final class Line {
    private Duration ahead = Duration.ZERO;
    private Duration late = Duration.ZERO;
    private Instant lateAt = Instant.MIN;
    private final List<CallRecord.CallClosed> ended = new ArrayList<>();
  }

  /// A call that is paid, in true time.
  private static final class Talk {
    private final AccountId account;
    private final List<Instant> minutes = new ArrayList<>();
    private @Nullable Instant connected;
    private @Nullable Instant terminated;
    private @Nullable Instant hungUp;
    private Duration excused = Duration.ZERO;

    private Talk(AccountId account) {
      this.account = account;
    }

    /// By the minutes that the store had then.
    private Instant paidUntil(Instant then) {
      if (connected == null) {
        return Instant.MAX;
      }
      long paid = minutes.stream().filter(stored -> !stored.isAfter(then)).count();
      return connected.plus(MINUTE.multipliedBy(paid));
    }
  }

  @Override
  public void began(AccountId account, Duration ahead) {
    process(account).ahead = ahead;
  }

  @Override
  public void heldUp(AccountId account, Duration late, Instant at) {
    Line process = process(account);
    process.late = late;
    process.lateAt = at;
  }

  @Override
  public void kept(AccountId account, ActivityRecord written, Instant at) {
    if (written instanceof LedgerRecord.HoldPlaced placed) {
      talks.computeIfAbsent(placed.hold().call(), _ -> new Talk(account)).minutes.add(at);
    }
    check(at);
  }

  @Override
  public void stored(AccountId account, CallRecord written, Instant at) {
    Talk talk = talks.get(written.call());
    if (talk == null) {
      return;
    }
    if (written instanceof CallRecord.CallEvent event && event.kind() == CallEventKind.CONNECTED) {
      talk.connected = event.at().minus(process(account).ahead);
      Instant due = overdueFrom(talk, at);
      earliest = due.isBefore(earliest) ? due : earliest;
    } else if (written instanceof CallRecord.CallClosed closed) {
      process(account).ended.add(closed);
    }
  }

  @Override
  public void released(AccountId account, Command command, Instant at) {
    if (command instanceof Command.Terminate(var call, var _, var _)) {
      Talk talk = talks.get(call);
      if (talk != null) {
        talk.terminated = at;
      }
    } else if (command instanceof Command.CloseMetaLeg(var call)) {
      Talk talk = talks.get(call);
      if (talk != null) {
        Line process = process(account);
        talk.hungUp = at;
        talk.excused = process.lateAt.equals(at) ? process.late : Duration.ZERO;
      }
    }
  }

  /// A turn is over, with all of its records and commands.
  @Override
  public void stepped(AccountId account, Snapshot after) {
    List<CallRecord.CallClosed> ended = process(account).ended;
    for (CallRecord.CallClosed closed : ended) {
      Talk talk = talks.remove(closed.call());
      if (talk != null && closed.reason() == EndReason.BALANCE_SPENT) {
        cutOff(talk);
      }
    }
    ended.clear();
  }

  private void cutOff(Talk talk) {
    Instant hungUp = talk.hungUp;
    if (hungUp == null) {
      throw new AssertionError("money is spent, and the call goes on");
    }
    Claim.that(hungUp.equals(talk.terminated), "hung up and terminated in two turns");
    Claim.that(
        !hungUp.isBefore(talk.paidUntil(hungUp.minus(MAY_WAIT))), "cut off before its money ends");
    Duration late = Duration.between(talk.paidUntil(hungUp), hungUp);
    Claim.that(
        late.compareTo(talk.excused.plus(LATE)) <= 0, "cut off after its money has ended: " + late);
    lateMs.add((int) Math.max(0, late.toMillis()));
  }

  private void check(Instant at) {
    if (at.isAfter(earliest)) {
      earliest = Instant.MAX;
      for (Talk talk : talks.values()) {
        Instant due = overdueFrom(talk, at);
        earliest = due.isBefore(earliest) ? due : earliest;
      }
      Claim.that(!at.isAfter(earliest), "a call talks on without money");
    }
  }

  private static Instant overdueFrom(Talk talk, Instant at) {
    return talk.connected == null ? Instant.MAX : talk.paidUntil(at).plus(LONGEST_OVERDUE);
  }

  /// Its media is gone with it, and nobody talks any more.
  @Override
  public void died(AccountId account) {
    processes.remove(account);
    talks.values().removeIf(talk -> talk.account.equals(account));
  }

  /// For each call that was cut off, how late, in ms.
  List<Integer> lateMs() {
    return lateMs;
  }

  private Line process(AccountId account) {
    return processes.computeIfAbsent(account, _ -> new Line());
  }
}
