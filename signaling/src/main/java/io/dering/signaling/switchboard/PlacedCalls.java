package io.dering.signaling.switchboard;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.CallInput;
import io.dering.signaling.call.CallProgress;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MetaCallId;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Brings what Meta says of the business's calls to the calls that it is about.
///
/// A call of the business's has no id at Meta until Meta answers the connect, and webhooks may
/// overtake that answer, or come although it never came (Meta reference 2.2): then the call is
/// found by what we sent along (`biz_opaque_callback_data`). What does not carry it waits for the
/// answer; who the customer is says nothing, for a webhook of the customer's last call may come
/// again in the middle of this one.
///
/// A call that had ended before its id was known, in a process that has ended since, is recorded by
/// the id that it had meanwhile: when Meta names it, it is ended there too.
final class PlacedCalls {
  private final CallBook book;
  private final CallDriver driver;
  private final Outgoing outgoing;
  private final MoneyDesk money;
  private final Duration tombstone;

  /// @param tombstone how long an ended call's id is remembered
  PlacedCalls(
      CallBook book, CallDriver driver, Outgoing outgoing, MoneyDesk money, Duration tombstone) {
    this.book = book;
    this.driver = driver;
    this.outgoing = outgoing;
    this.money = money;
    this.tombstone = tombstone;
  }

  /// Meta has answered the connect.
  void placed(Fact.CallPlaced fact, Work work) {
    book.find(fact.call()).ifPresent(call -> place(call, fact.metaCall(), work));
  }

  void answered(Fact.SessionAnswered fact, Work work) {
    Optional<LiveCall> call = known(fact.metaCall(), fact.callbackData(), work);
    if (call.isEmpty()) {
      if (!endedEarlier(fact.metaCall(), fact.callbackData(), fact.channel(), work)) {
        outgoing.early(fact.metaCall().value(), fact);
      }
      return;
    }
    driver.apply(call.get(), new CallInput.SessionAnswered(fact.answer()), work);
  }

  void progressed(Fact.CallProgressed fact, Work work) {
    Optional<LiveCall> call = known(fact.metaCall(), fact.callbackData(), work);
    if (call.isEmpty()) {
      boolean over = fact.progress() == CallProgress.REJECTED;
      if (over || !endedEarlier(fact.metaCall(), fact.callbackData(), fact.channel(), work)) {
        outgoing.early(fact.metaCall().value(), fact);
      }
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

  /// Ends at Meta a call that was over in an earlier process before Meta's id was known.
  ///
  /// @return false when it is none
  private boolean endedEarlier(
      MetaCallId metaCall, @Nullable String callbackData, ChannelId channel, Work work) {
    if (callbackData == null || !CallId.isCallId(callbackData)) {
      return false;
    }
    CallId call = new CallId(callbackData);
    MetaCallId pending = MetaCallId.pending(call);
    if (!(book.tombstone(pending).orElse(null) instanceof CallBook.Tombstone.Closed)) {
      return false;
    }
    book.forget(pending);
    book.bury(metaCall, new CallBook.Tombstone.Closed(), work.now().plus(tombstone));
    work.write(new CallRecord.CallPlaced(call, work.now(), metaCall));
    work.order(new Command.Terminate(call, metaCall, channel));
    return true;
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
