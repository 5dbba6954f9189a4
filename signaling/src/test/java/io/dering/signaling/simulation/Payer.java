package io.dering.signaling.simulation;

import io.dering.signaling.backend.MoneyAnswer;
import io.dering.signaling.backend.MoneyRequest;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.simulation.Clockwork.Mishap;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/// Whoever pays for one account's calls, a little at a time: asks until there is an answer, now and
/// then twice or with another amount, and knows by the answers alone what was paid. Some pay less
/// than is called for, so that calls are cut off, and now and then more when a page says that the
/// money of a call ends.
final class Payer {
  /// Accounts in a hundred that have little money.
  private static final int POOR = 60;

  private final Clockwork clock;
  private final BooleanSupplier open;
  private final MetasBooks books;
  private final Runner runner;
  private final boolean poor;
  private final Map<RequestId, TopUp> waiting = new LinkedHashMap<>();
  private int topUps;

  /// Away from the ids of the account's other requests.
  private long asked = 2_000_000_000;

  private record TopUp(EntryId entry, long amountMinor) {}

  /// @param open whether the day goes on
  Payer(Clockwork clock, BooleanSupplier open, MetasBooks books, Runner runner) {
    this.clock = clock;
    this.open = open;
    this.books = books;
    this.runner = runner;
    this.poor = clock.chance(POOR);
  }

  void begin() {
    if (!open.getAsBoolean()) {
      return;
    }
    if (clock.isNight()) {
      clock.after(clock.untilMorningMs(), this::begin);
      return;
    }
    pay();
    clock.after(1 + clock.upTo(poor ? 240_000 : 100_000), this::begin);
  }

  private void pay() {
    EntryId entry = new EntryId("top-up/" + ++topUps);
    long minutes = poor ? 1 : 2 + clock.upTo(4);
    TopUp topUp = new TopUp(entry, Prepaid.MINUTE_MINOR * minutes + clock.upTo(3));
    ask(topUp);
    if (clock.chance(20)) {
      clock.count(Mishap.TOP_UP_REPEATED);
      clock.after(clock.upTo(20_000), () -> ask(topUp));
    } else if (clock.chance(10)) {
      clock.count(Mishap.TOP_UP_CONTRADICTED);
      TopUp other = new TopUp(entry, topUp.amountMinor() + 1);
      clock.after(clock.upTo(20_000), () -> ask(other));
    }
  }

  private void ask(TopUp topUp) {
    if (!runner.isUp()) {
      clock.count(Mishap.TOP_UP_NOT_ANSWERED);
      clock.after(1_000 + clock.upTo(20_000), () -> ask(topUp));
      return;
    }
    RequestId id = new RequestId(++asked);
    waiting.put(id, topUp);
    runner.tell(
        new Fact.Requested(
            id, new MoneyRequest.TopUp(topUp.entry(), topUp.amountMinor(), Optional.empty(), "")));
  }

  void answered(Command.Answer answer) {
    TopUp topUp = waiting.remove(answer.id());
    if (topUp != null && answer.answer() instanceof MoneyAnswer.Balance) {
      books.toppedUp(runner.settings().account(), topUp.entry(), topUp.amountMinor());
    }
  }

  /// What was not answered may have been done or not: the same is asked again.
  void died() {
    List<TopUp> unanswered = new ArrayList<>(waiting.values());
    waiting.clear();
    for (TopUp topUp : unanswered) {
      clock.count(Mishap.TOP_UP_NOT_ANSWERED);
      clock.after(1_000 + clock.upTo(20_000), () -> ask(topUp));
    }
  }

  /// A page shows that the money of a call ends.
  void told(Command.Tell tell) {
    if (tell.message() instanceof DeskMessage.CallBalance balance
        && balance.remainingMs() != null) {
      clock.count(Mishap.MONEY_SHORT);
      if (clock.chance(20)) {
        clock.count(Mishap.MONEY_IN_MID_CALL);
        clock.after(clock.upTo(15_000), this::pay);
      }
    }
  }
}
