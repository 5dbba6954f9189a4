package io.dering.gateway.wiring;

import io.dering.media.doctor.CallDoctor;
import io.dering.media.doctor.Cause;
import io.dering.media.doctor.Evidence;
import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.leg.LegTrace;
import io.dering.media.quality.QualityPoint;
import io.dering.signaling.id.CallId;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Has the call doctor look at each call that ends, and hands its finding over. Any thread.
final class Examining {
  private final List<InetAddress> advertised;
  private final InetAddressPolicy peers;
  private final Keeper keeper;

  /// Where a cause goes.
  @FunctionalInterface
  interface Keeper {
    void keep(CallId call, Cause cause);
  }

  /// @param advertised the addresses that our SDP names
  Examining(List<InetAddress> advertised, InetAddressPolicy peers, Keeper keeper) {
    this.advertised = List.copyOf(advertised);
    this.peers = peers;
    this.keeper = keeper;
  }

  /// @param customer how far the customer's leg came; empty where there was none
  /// @param agentLost whether the agent's leg was gone or quiet
  /// @param points what was measured of the call
  void examine(
      CallId call,
      CompletionStage<Optional<LegTrace>> customer,
      boolean agentLost,
      CompletionStage<List<QualityPoint>> points) {
    var _ =
        customer.thenAcceptBoth(
            points,
            (leg, measured) ->
                CallDoctor.examine(
                        new Evidence(leg.orElse(null), advertised, peers, agentLost, measured))
                    .ifPresent(cause -> keeper.keep(call, cause)));
  }
}
