package io.dering.media.doctor;

import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.leg.LegTrace;
import io.dering.media.quality.QualityPoint;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What is known of a call at its end.
///
/// @param customer how far the customer's leg came; null where none was made
/// @param advertised the addresses that our SDP names
/// @param peers which addresses peers have
/// @param agentLost whether the call had an agent whose leg was gone or quiet when it ended
/// @param points what was measured while the call was connected; empty before
public record Evidence(
    @Nullable LegTrace customer,
    List<InetAddress> advertised,
    InetAddressPolicy peers,
    boolean agentLost,
    List<QualityPoint> points) {
  public Evidence {
    advertised = List.copyOf(advertised);
    points = List.copyOf(points);
  }
}
