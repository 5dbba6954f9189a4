package io.dering.media.sdp;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.dering.media.dtls.Fingerprint;
import io.dering.media.ice.Candidate;
import io.dering.media.ice.IceCredentials;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/// SDP kept as files, and the values that our own fixtures were written with.
public final class SdpFixtures {
  static final InetSocketAddress GATEWAY_ADDRESS =
      new InetSocketAddress(InetAddress.ofLiteral("198.51.100.20"), 40500);

  private SdpFixtures() {}

  /// The `sdp` member of one of Meta's session objects.
  public static String meta(String name) {
    String json = read("/meta/" + name + ".json");
    int start = json.indexOf("\"sdp\": \"") + 8;
    return json.substring(start, json.indexOf('"', start)).replace("\\r\\n", "\r\n");
  }

  static String chromium(String name) {
    return read("/chromium/" + name + ".sdp");
  }

  public static List<String> all() {
    return List.of(
        meta("session-meta-offer"),
        meta("session-meta-offer-older-shape"),
        meta("session-meta-answer-active"),
        meta("session-meta-answer-passive"),
        meta("session-meta-answer-actpass"),
        meta("session-gateway-offer"),
        meta("session-gateway-answer"),
        chromium("offer-with-microphone"),
        chromium("offer-without-microphone"));
  }

  /// What the gateway said in `session-gateway-answer.json`.
  public static LocalAudio gateway(DtlsSetup setup, long sessionId, int port, boolean iceLite) {
    InetSocketAddress address = new InetSocketAddress(GATEWAY_ADDRESS.getAddress(), port);
    return new LocalAudio(
        iceLite,
        new IceCredentials("gW7k", "nB5xK2pR8dT1yL6mQ9sV3w0Z"),
        List.of(Candidate.host("1", address, 65_535)),
        Fingerprint.parse(
                "sha-256 D1:6C:20:8E:47:B3:F9:05:5A:72:1D:EC:94:38:AF:60:"
                    + "0B:C7:52:E8:19:7D:A4:36:8F:41:DE:03:95:BA:6E:2C")
            .orElseThrow(),
        setup,
        2_750_041_133L,
        "gw",
        "gwaudio",
        sessionId,
        address,
        LocalAudio.Style.GATEWAY);
  }

  static AudioSession accepted(String sdp) {
    return switch (SdpReader.read(sdp)) {
      case SdpResult.Accepted(AudioSession session) -> session;
      case SdpResult.Refused refused -> throw new AssertionError(refused.toString());
    };
  }

  private static String read(String resource) {
    try (InputStream in = SdpFixtures.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new AssertionError("no " + resource);
      }
      return new String(in.readAllBytes(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
