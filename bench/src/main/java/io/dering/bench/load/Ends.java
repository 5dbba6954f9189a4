package io.dering.bench.load;

import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.leg.LegPolicy;
import io.dering.transport.dtls.BouncyCastleDtls;
import io.dering.transport.dtls.DtlsSettings;
import io.dering.transport.dtls.DtlsSources;
import io.dering.transport.udp.MediaServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
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
  public static MediaServer media(SecureRandom random) {
    InetAddress loopback = InetAddress.ofLiteral(LOOPBACK);
    return MediaServer.start(
        new MediaServer.Settings(new InetSocketAddress(loopback, 0), List.of(loopback)),
        new BouncyCastleDtls(
            DtlsSettings.defaults(),
            new DtlsSources(random, System::nanoTime, InstantSource.system())),
        random,
        System::nanoTime);
  }

  /// Up to ten seconds, in nanoseconds, to 1 %.
  public static Histogram histogram() {
    ConcurrentHistogram histogram = new ConcurrentHistogram(1, 10_000_000_000L, 2);
    histogram.setAutoResize(true);
    return histogram;
  }
}
