package io.dering.bench.load;

import io.dering.bench.lean.FarEnds;
import io.dering.bench.lean.FarLoop;
import io.dering.bench.lean.LeanEnds;
import io.dering.media.dtls.DtlsEngines;
import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.leg.LegPolicy;
import io.dering.transport.dtls.BouncyCastleDtls;
import io.dering.transport.dtls.DtlsSettings;
import io.dering.transport.dtls.DtlsSources;
import io.dering.transport.udp.LegListener;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.MediaServer;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.PendingOffer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/// What the ends of calls in this process are made of, whatever forwards between them.
public final class Ends {
  /// A browser's: full ICE, and any address.
  public static final LegPolicy LIKE_A_BROWSER =
      new LegPolicy(false, InetAddressPolicy.ALLOW_ALL, "load");

  private static final String LOOPBACK = "127.0.0.1";

  private Ends() {}

  /// A media loop on the loopback.
  ///
  /// @param realTime whether it goes before all other work where the system lets it
  public static MediaServer media(SecureRandom random, boolean realTime) {
    InetAddress loopback = InetAddress.ofLiteral(LOOPBACK);
    return MediaServer.start(
        new MediaServer.Settings(
            new InetSocketAddress(loopback, 0),
            List.of(loopback),
            MediaServer.Settings.USUAL_HANDSHAKES_PER_S,
            realTime),
        dtls(random),
        random,
        System::nanoTime);
  }

  /// Legs of a media loop, with a socket each.
  static FarEnds sockets(SecureRandom random, boolean realTime) {
    return new Sockets(media(random, realTime));
  }

  /// Legs that share one socket and one thread, for more calls than [#sockets] can speak for.
  ///
  /// @param slots into which they spread their packets, within 20 ms
  public static LeanEnds lean(SecureRandom random, int slots) {
    return new LeanEnds(FarLoop.start(slots), dtls(random), random);
  }

  private static DtlsEngines dtls(SecureRandom random) {
    return new BouncyCastleDtls(
        DtlsSettings.defaults(), new DtlsSources(random, System::nanoTime, InstantSource.system()));
  }

  private record Sockets(MediaServer media) implements FarEnds {
    @Override
    public CompletionStage<PendingOffer> offerFromOwnPort(
        LegSide side, LegPolicy policy, LegListener listener) {
      return media.offerFromOwnPort(side, policy, listener);
    }

    @Override
    public CompletionStage<Opened> answer(
        String offerSdp, LegSide side, LegPolicy policy, LegListener listener) {
      return media.answer(offerSdp, side, policy, listener);
    }

    @Override
    public void close() {
      media.close();
    }
  }

  /// Up to ten seconds, in nanoseconds, to 1 %.
  public static Histogram histogram() {
    ConcurrentHistogram histogram = new ConcurrentHistogram(1, 10_000_000_000L, 2);
    histogram.setAutoResize(true);
    return histogram;
  }
}
