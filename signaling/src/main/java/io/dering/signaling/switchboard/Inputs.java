package io.dering.signaling.switchboard;

import io.dering.signaling.call.CallInput;
import java.time.Duration;
import java.util.function.Supplier;

/// What facts mean for the call that they are about.
///
/// @param customerRinging how long a customer's phone rings for a call of the business's; Meta's
///   own limit is not documented (Meta reference 2.5) and may come first
record Inputs(Supplier<Duration> customerRinging) {
  static CallInput of(Fact.CallTerminated terminated) {
    return new CallInput.MetaTerminated(
        terminated.status(), terminated.times(), terminated.errors());
  }

  CallInput of(Fact.FromMedia fact) {
    return switch (fact) {
      case Fact.OfferAnswered answered -> new CallInput.MediaAnswered(answered.answer());
      case Fact.OfferRefused refused -> new CallInput.MediaRefused(refused.code());
      case Fact.OfferMade made -> new CallInput.OfferMade(made.offer(), customerRinging.get());
      case Fact.OfferNotMade failed -> new CallInput.OfferNotMade(failed.code());
      case Fact.AnswerRefused refused -> new CallInput.AnswerRefused(refused.code());
      case Fact.MetaLegConnected _ -> new CallInput.LegConnected();
      case Fact.MetaLegClosed closed -> new CallInput.LegClosed(closed.reason());
    };
  }

  static CallInput of(Fact.FromGraph fact) {
    return switch (fact) {
      case Fact.GraphSucceeded succeeded -> new CallInput.RequestSucceeded(succeeded.action());
      case Fact.CallPlaced _ -> new CallInput.Placed();
      case Fact.GraphRefused refused ->
          new CallInput.RequestRefused(refused.action(), refused.error());
      case Fact.GraphUnknown unknown -> new CallInput.RequestUnknown(unknown.action());
    };
  }
}
