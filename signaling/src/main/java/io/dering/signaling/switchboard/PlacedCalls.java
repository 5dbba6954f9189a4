package io.dering.signaling.switchboard;

import io.dering.signaling.call.CallInput;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MetaCallId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Brings what Meta says of the business's calls to the calls that it is about.
///
/// A call of the business's has no id at Meta until Meta answers the connect, and webhooks may
/// overtake that answer, or come although it never came (Meta reference 2.2): then the call is
/// found by what we sent along (`biz_opaque_callback_data`). What does not carry it waits for the
/// answer; who the customer is says nothing, for a webhook of the customer's last call may come
/// again in the middle of this one.
final class PlacedCalls {
  private final CallBook book;
  private final CallDriver driver;
  private final Outgoing outgoing;
  private final MoneyDesk money;

  PlacedCalls(CallBook book, CallDriver driver, Outgoing outgoing, MoneyDesk money) {
    this.book = book;
    this.driver = driver;
    this.outgoing = outgoing;
    this.money = money;
  }

  /// Meta has answered the connect.
  void placed(Fact.CallPlaced fact, Work work) {
    book.find(fact.call()).ifPresent(call -> place(call, fact.metaCall(), work));
  }

  void answered(Fact.SessionAnswered fact, Work work) {
    Optional<LiveCall> call = known(fact.metaCall(), fact.callbackData(), work);
    if (call.isEmpty()) {
      outgoing.early(fact.metaCall().value(), fact);
      return;
    }
    driver.apply(call.get(), new CallInput.SessionAnswered(fact.answer()), work);
  }

  void progressed(Fact.CallProgressed fact, Work work) {
    Optional<LiveCall> call = known(fact.metaCall(), fact.callbackData(), work);
    if (call.isEmpty()) {
      outgoing.early(fact.metaCall().value(), fact);
      return;
    }
    CallInput input =
        switch (fact.progress()) {
          case RINGING -> new CallInput.CustomerRings();
          case ACCEPTED -> new CallInput.CustomerAnswered(money.paidUntil(call.get(), work.now()));
          case REJECTED -> new CallInput.CustomerDeclined();
        };
    driver.apply(call.get(), input, work);
  }

  /// The call of the business's that Meta means.
  ///
  /// @param callbackData what we sent along, where Meta gives it back
  Optional<LiveCall> known(MetaCallId metaCall, @Nullable String callbackData, Work work) {
    Optional<LiveCall> known = book.find(metaCall);
    if (known.isPresent() || callbackData == null || !CallId.isCallId(callbackData)) {
      return known;
    }
    Optional<LiveCall> ours =
        book.find(new CallId(callbackData))
            .filter(call -> call.isOutbound() && call.metaCall().isPending());
    ours.ifPresent(call -> place(call, metaCall, work));
    return ours;
  }

  private void place(LiveCall call, MetaCallId metaCall, Work work) {
    if (!call.metaCall().isPending() || book.find(metaCall).isPresent()) {
      return;
    }
    work.turnTo(call);
    book.place(call, metaCall);
    call.placed(work);
    driver.apply(call, new CallInput.Placed(), work);
    if (book.tombstone(metaCall).orElse(null)
        instanceof CallBook.Tombstone.EndedBeforeOffer(var end)) {
      book.forget(metaCall);
      takeEarly(metaCall, work);
      driver.apply(call, Inputs.of(end), work);
    } else {
      takeEarly(metaCall, work);
    }
  }

  private void takeEarly(MetaCallId metaCall, Work work) {
    for (Fact.FromMeta said : outgoing.takeEarly(metaCall.value())) {
      switch (said) {
        case Fact.SessionAnswered answered -> answered(answered, work);
        case Fact.CallProgressed progressed -> progressed(progressed, work);
        default -> {
          // Nothing else is kept.
        }
      }
    }
  }
}
