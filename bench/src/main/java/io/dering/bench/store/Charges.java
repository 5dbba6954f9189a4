package io.dering.bench.store;

import io.dering.gateway.conductor.Timeline;
import io.dering.gateway.storage.CallStore;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import io.dering.signaling.money.Ledger;
import io.dering.signaling.money.LedgerDecision;
import io.dering.signaling.money.LedgerRequest;
import io.dering.signaling.money.LedgerTerms;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/// Calls that talk on one balance, a minute after the other without waiting for it to pass: each
/// minute is held, durably, and then settled, durably, before the next is held. One ledger, one
/// account: the hottest there is.
final class Charges {
  private static final long MINUTE_MINOR = 1_000;

  private final BlockingQueue<Answer> answers = new LinkedBlockingQueue<>();
  private final CallStore store;
  private final Timeline clock;
  private final Ledger ledger;

  Charges(CallStore store, Timeline clock) {
    this.store = store;
    this.clock = clock;
    this.ledger = new Ledger(Lanes.ACCOUNT, LedgerTerms.DEFAULT);
  }

  /// @param minutes how many are charged in all
  /// @param seconds from the first hold to the last settling that is durable
  record Outcome(int minutes, double seconds, long balanceMinor) {
    double perSecond() {
      return minutes / seconds;
    }
  }

  /// A call whose last write is durable, or failed.
  private record Answer(Talk talk, @Nullable Throwable failure) {}

  /// One call, and what it does next.
  private static final class Talk {
    private final CallId call;
    private int minute = 1;
    private boolean isHeld;

    Talk(int number) {
      call = new CallId("call_bench_" + number);
    }

    LedgerRequest next() {
      HoldId hold = new HoldId(call, minute);
      if (isHeld) {
        isHeld = false;
        minute++;
        return new LedgerRequest.Settle(hold, MINUTE_MINOR);
      }
      isHeld = true;
      return new LedgerRequest.Hold(hold, MINUTE_MINOR);
    }
  }

  /// Blocks until all are durable.
  ///
  /// @param calls at once
  /// @throws IllegalStateException when one was refused
  Outcome run(int calls, int minutes) throws InterruptedException {
    long credit = (long) minutes * MINUTE_MINOR + LedgerTerms.DEFAULT.minimumTopUpMinor();
    LedgerRequest topUp =
        new LedgerRequest.TopUp(new EntryId("bench"), credit, Optional.empty(), "");
    store.append(decided(topUp)).join();
    long began = clock.nanos();
    int begun = Math.min(calls, minutes);
    for (int number = 0; number < begun; number++) {
      send(new Talk(number));
    }
    int charged = 0;
    while (charged < minutes) {
      Answer answer = answers.take();
      if (answer.failure() != null) {
        throw new IllegalStateException(answer.failure());
      }
      Talk talk = answer.talk();
      if (!talk.isHeld) {
        charged++;
        if (begun == minutes) {
          continue;
        }
        begun++;
      }
      send(talk);
    }
    return new Outcome(charged, (clock.nanos() - began) / 1e9, ledger.balanceMinor());
  }

  private void send(Talk talk) {
    var _ =
        store
            .append(decided(talk.next()))
            .whenComplete((_, failure) -> answers.add(new Answer(talk, failure)));
  }

  private List<LedgerRecord> decided(LedgerRequest request) {
    if (ledger.decide(request, clock.instant()) instanceof LedgerDecision.Done done) {
      done.records().forEach(ledger::apply);
      return done.records();
    }
    throw new IllegalStateException("refused: " + request);
  }
}
