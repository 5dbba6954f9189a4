package io.dering.signaling.switchboard;

import io.dering.signaling.activity.RateCardRecord;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.DialRefusal;
import io.dering.signaling.backend.MoneyAnswer;
import io.dering.signaling.backend.MoneyRequest;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.money.Ledger;
import io.dering.signaling.money.LedgerDecision;
import io.dering.signaling.money.LedgerRequest;
import io.dering.signaling.tariff.RateCard;
import io.dering.signaling.tariff.Tariff;
import java.util.Optional;

/// What people and backends ask of the voice balance (BAL-2, BAL-8).
final class MoneyOffice {
  private final AccountId account;
  private final MoneyDesk money;

  MoneyOffice(AccountId account, MoneyDesk money) {
    this.account = account;
    this.money = money;
  }

  BackendAnswer handle(MoneyRequest request, Work work) {
    if (money.prices().isEmpty()) {
      return Refused.conflict(null, "this account pays nothing for calls: voice-balance is off");
    }
    Prices prices = money.prices().get();
    return switch (request) {
      case MoneyRequest.ReadBalance _ -> balance(prices, work);
      case MoneyRequest.TopUp topUp -> topUp(topUp, prices, work);
      case MoneyRequest.Estimate(var customer) -> {
        Ledger ledger = money.ledger();
        if (!prices.isSomewhere(customer)) {
          yield new MoneyAnswer.NoCost(DialRefusal.NUMBER_UNKNOWN);
        }
        Optional<Tariff> tariff =
            prices.of(customer, work.now(), ledger.minutesThisMonth(work.now()));
        yield tariff
            .<BackendAnswer>map(priced ->
                new MoneyAnswer.Cost(
                    priced,
                    prices.card().map(RateCard::currency).orElse(""),
                    ledger.availableMinor() / priced.minuteMinor(),
                    money.refuses(customer, work.now()).isEmpty()))
            .orElseGet(() -> new MoneyAnswer.NoCost(DialRefusal.NO_PRICE));
      }
      case MoneyRequest.ReadRateCard _ -> new MoneyAnswer.Prices(prices.card(), prices.version());
      case MoneyRequest.ReplaceRateCard(var card, var by) -> {
        prices.replace(card, prices.version() + 1);
        work.write(
            new RateCardRecord(work.now(), account, prices.version(), card, by.orElse(null)));
        yield new MoneyAnswer.Prices(prices.card(), prices.version());
      }
    };
  }

  private BackendAnswer topUp(MoneyRequest.TopUp topUp, Prices prices, Work work) {
    LedgerRequest.TopUp request =
        new LedgerRequest.TopUp(topUp.entry(), topUp.amountMinor(), topUp.by(), topUp.note());
    return switch (money.move(request, work)) {
      case LedgerDecision.Done _, LedgerDecision.Repeated _ -> balance(prices, work);
      case LedgerDecision.Refused(var why) -> new MoneyAnswer.NotMoved(why);
    };
  }

  private MoneyAnswer.Balance balance(Prices prices, Work work) {
    Ledger ledger = money.ledger();
    return new MoneyAnswer.Balance(
        ledger.balanceMinor(),
        ledger.heldMinor(),
        ledger.availableMinor(),
        prices.card().map(RateCard::currency),
        ledger.terms(),
        ledger.canCall(),
        ledger.minutesThisMonth(work.now()),
        ledger.sequence());
  }
}
