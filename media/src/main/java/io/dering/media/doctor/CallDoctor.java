package io.dering.media.doctor;

import io.dering.media.dtls.DtlsRole;
import io.dering.media.leg.LegClosure;
import io.dering.media.leg.LegTrace;
import io.dering.media.quality.LinePoint;
import io.dering.media.quality.PagePoint;
import io.dering.media.quality.QualityPoint;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Names the cause of a call that failed or was silent. Nearer to the ground goes first: no path
/// before no keys, no keys before no consent, a leg that is gone before one that is silent.
public final class CallDoctor {
  /// A leg that is younger has hardly tried: the call was over before.
  static final long TRIED_NANOS = 5_000_000_000L;

  /// Silence that is shorter is somebody who listens.
  static final long SILENT_MS = 10_000;

  private CallDoctor() {}

  /// Empty: nothing was wrong that media knows of.
  public static Optional<Cause> examine(Evidence evidence) {
    LegTrace leg = evidence.customer();
    Optional<Cause> found = leg == null ? Optional.empty() : path(leg, evidence);
    return found
        .or(() -> leg == null ? Optional.empty() : keys(leg))
        .or(() -> consent(leg))
        .or(() -> evidence.agentLost() ? Optional.of(Cause.AGENT_LEG_LOST) : Optional.empty())
        .or(() -> silence(evidence));
  }

  private static Optional<Cause> path(LegTrace leg, Evidence evidence) {
    boolean failed = leg.closure() == LegClosure.ICE_FAILED;
    if (leg.pathSelected() || !(failed || leg.ageNanos() >= TRIED_NANOS)) {
      return Optional.empty();
    }
    if (leg.datagrams() > 0) {
      return Optional.of(
          isSeenElsewhere(leg, evidence) ? Cause.WRONG_PUBLIC_ADDRESS : Cause.ICE_NOT_NOMINATED);
    }
    return Optional.of(
        isOutOfReach(evidence) ? Cause.WRONG_PUBLIC_ADDRESS : Cause.NO_UDP_FROM_META);
  }

  private static Optional<Cause> keys(LegTrace leg) {
    LegClosure closure = leg.closure();
    if (closure == LegClosure.FINGERPRINT_MISMATCH) {
      return Optional.of(Cause.DTLS_FINGERPRINT);
    }
    if (closure == LegClosure.NO_SRTP_PROFILE) {
      return Optional.of(Cause.DTLS_PROFILE);
    }
    boolean failed = closure == LegClosure.DTLS_TIMED_OUT;
    if (!leg.pathSelected() || leg.ready() || !(failed || leg.ageNanos() >= TRIED_NANOS)) {
      return Optional.empty();
    }
    boolean bothServers = leg.role() == DtlsRole.SERVER && !leg.helloSeen();
    boolean bothClients = leg.helloSeen() && !leg.helloAnswered() && leg.role() == DtlsRole.CLIENT;
    return Optional.of(bothServers || bothClients ? Cause.DTLS_ROLE : Cause.DTLS_UNANSWERED);
  }

  private static Optional<Cause> consent(@Nullable LegTrace leg) {
    return leg != null && leg.closure() == LegClosure.CONSENT_LOST
        ? Optional.of(Cause.NO_CONSENT)
        : Optional.empty();
  }

  /// Each for at least half of what was measured, and long enough.
  private static Optional<Cause> silence(Evidence evidence) {
    List<QualityPoint> points = evidence.points();
    if (mostly(points, QualityPoint::customer, CallDoctor::sendsNothing)) {
      LegTrace leg = evidence.customer();
      return Optional.of(
          leg != null && isSeenElsewhere(leg, evidence)
              ? Cause.WRONG_PUBLIC_ADDRESS
              : Cause.ONE_WAY_FROM_CUSTOMER);
    }
    if (mostly(
        points, QualityPoint::page, page -> page.microphone() == PagePoint.Microphone.NONE)) {
      return Optional.of(Cause.NO_MICROPHONE);
    }
    if (mostly(points, QualityPoint::agent, CallDoctor::sendsNothing)) {
      return Optional.of(Cause.ONE_WAY_FROM_AGENT);
    }
    if (mostly(
        points,
        QualityPoint::page,
        page ->
            page.microphone() == PagePoint.Microphone.LIVE
                && page.agentLevel() == PagePoint.NOTHING)) {
      return Optional.of(Cause.MICROPHONE_MUTED);
    }
    return mostly(points, QualityPoint::page, page -> page.customerLevel() == PagePoint.NOTHING)
        ? Optional.of(Cause.CUSTOMER_SILENT)
        : Optional.empty();
  }

  private static boolean sendsNothing(LinePoint line) {
    return line.in() == 0 && line.out() > 0;
  }

  private static <T> boolean mostly(
      List<QualityPoint> points, Function<QualityPoint, @Nullable T> part, Predicate<T> test) {
    long knownMs = 0;
    long atFaultMs = 0;
    long beganMs = 0;
    for (QualityPoint point : points) {
      T here = part.apply(point);
      long spanMs = point.atMs() - beganMs;
      beganMs = point.atMs();
      if (here != null) {
        knownMs += spanMs;
        atFaultMs += test.test(here) ? spanMs : 0;
      }
    }
    return atFaultMs >= SILENT_MS && atFaultMs * 2 >= knownMs;
  }

  private static boolean isSeenElsewhere(LegTrace leg, Evidence evidence) {
    InetAddress mapped = leg.mapped();
    return mapped != null && evidence.advertised().stream().noneMatch(mapped::equals);
  }

  /// Our SDP names no address that a peer could send to.
  private static boolean isOutOfReach(Evidence evidence) {
    return !evidence.advertised().isEmpty()
        && evidence.advertised().stream().noneMatch(evidence.peers()::allows);
  }
}
