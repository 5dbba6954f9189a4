package io.dering.gateway.wiring;

import io.dering.gateway.cli.PortTaken;
import io.dering.gateway.config.GatewayConfig;
import io.dering.transport.dtls.BouncyCastleDtls;
import io.dering.transport.dtls.DtlsSettings;
import io.dering.transport.dtls.DtlsSources;
import io.dering.transport.udp.MediaServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;

/// Opens the UDP port of all media.
final class MediaPort {
  private MediaPort() {}

  static MediaServer open(GatewayConfig.Media media, SecureRandom random) throws IOException {
    InetSocketAddress bind = new InetSocketAddress("0.0.0.0", media.port());
    List<InetAddress> advertised = HostAddresses.advertised(media);
    BouncyCastleDtls dtls =
        new BouncyCastleDtls(
            DtlsSettings.defaults(),
            new DtlsSources(random, System::nanoTime, InstantSource.system()));
    return PortTaken.unlessTaken(
        PortTaken.Which.MEDIA,
        bind.getPort(),
        () ->
            MediaServer.start(
                new MediaServer.Settings(bind, advertised, media.maxHandshakes(), media.realTime()),
                dtls,
                random,
                System::nanoTime));
  }
}
