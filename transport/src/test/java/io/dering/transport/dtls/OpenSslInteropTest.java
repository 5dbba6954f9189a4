package io.dering.transport.dtls;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.dtls.DtlsKeys;
import io.dering.media.dtls.DtlsPeek;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.Fingerprint;
import io.dering.media.srtp.SrtpProfile;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// An independent DTLS stack, over UDP on loopback, exports the same keys as we do. Skipped where
/// there is no `openssl`.
@Timeout(30)
final class OpenSslInteropTest {
  private static final BouncyCastleDtls OURS =
      new BouncyCastleDtls(
          DtlsSettings.defaults(),
          new DtlsSources(new SecureRandom(), System::nanoTime, InstantSource.system()));
  private static final String KEYING_MATERIAL = "Keying material: ";

  @TempDir private Path directory = Path.of("");

  @BeforeAll
  static void opensslIsHere() {
    assertThat(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .as("folders of PATH; one of them must hold openssl, which `make test` installs as root")
        .anyMatch(path -> Files.isExecutable(Path.of(path, "openssl")));
  }

  @ParameterizedTest
  @CsvSource({
    "SRTP_AEAD_AES_128_GCM, ec, AEAD_AES_128_GCM",
    "SRTP_AES128_CM_SHA1_80, ec, AES_CM_128_HMAC_SHA1_80",
    "SRTP_AES128_CM_SHA1_80, rsa, AES_CM_128_HMAC_SHA1_80",
  })
  void asClientOfAnOpenSslServer(String name, String key, SrtpProfile profile) throws IOException {
    agreeWithAServer(List.of(), name, key, profile);
  }

  private void agreeWithAServer(List<String> more, String name, String key, SrtpProfile profile)
      throws IOException {
    Fingerprint fingerprint = certificate(key);
    List<String> command = command("s_server", name, profile);
    command.addAll(more);
    command.addAll(List.of("-accept", "127.0.0.1:0", "-verify", "1"));
    Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader out = openssl.inputReader();
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      int port = acceptedAt(out);
      End client = udp(socket, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      client.engine(OURS.open(DtlsRole.CLIENT, fingerprint, client));
      pump(socket, client);
      DtlsKeys keys = client.awaitKeys();
      assertThat(keys.profile()).isEqualTo(profile);
      assertThat(keyingMaterial(out)).isEqualTo(keys.keyingMaterial());
      client.close();
    } finally {
      openssl.destroyForcibly();
    }
  }

  /// `-listen` makes it ask for a cookie (RFC 6347 §4.2.1).
  @Test
  void asClientOfAnOpenSslServerThatAsksForACookie() throws IOException {
    Fingerprint fingerprint = certificate("ec");
    SrtpProfile profile = SrtpProfile.AEAD_AES_128_GCM;
    List<String> command = command("s_server", "SRTP_AEAD_AES_128_GCM", profile);
    command.addAll(List.of("-accept", "127.0.0.1:0", "-verify", "1", "-listen"));
    Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (BufferedReader out = openssl.inputReader();
        DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      int port = acceptedAt(out);
      End client = udp(socket, new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      client.engine(OURS.open(DtlsRole.CLIENT, fingerprint, client));
      pump(socket, client);
      assertThat(client.awaitKeys().profile()).isEqualTo(profile);
      assertThat(client.sent().stream().filter(b -> DtlsPeek.isClientHello(b, 0, b.length)))
          .as("the hello with the cookie")
          .anyMatch(b -> DtlsPeek.messageNumber(b, 0) == 1);
      client.close();
    } finally {
      openssl.destroyForcibly();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80, AES_CM_128_HMAC_SHA1_80",
    "SRTP_AEAD_AES_128_GCM, AEAD_AES_128_GCM",
  })
  void asServerOfAnOpenSslClient(String names, SrtpProfile profile) throws IOException {
    agreeWithAClient(List.of(), names, profile);
  }

  private void agreeWithAClient(List<String> more, String names, SrtpProfile profile)
      throws IOException {
    Fingerprint fingerprint = certificate("ec");
    try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      List<String> command = command("s_client", names, profile);
      command.addAll(more);
      command.addAll(List.of("-connect", "127.0.0.1:" + socket.getLocalPort()));
      Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (BufferedReader out = openssl.inputReader()) {
        DatagramPacket first = new DatagramPacket(new byte[1500], 1500);
        socket.receive(first);
        End server = udp(socket, first.getSocketAddress());
        server.engine(OURS.open(DtlsRole.SERVER, fingerprint, server));
        server.deliver(Arrays.copyOf(first.getData(), first.getLength()));
        pump(socket, server);
        DtlsKeys keys = server.awaitKeys();
        assertThat(keys.profile()).isEqualTo(profile);
        assertThat(keyingMaterial(out)).isEqualTo(keys.keyingMaterial());
        openssl.getOutputStream().close();
        assertThat(server.awaitClosed()).isTrue();
      } finally {
        openssl.destroyForcibly();
      }
    }
  }

  /// Each curve of ours, chosen by the peer. It must know P-256 as well: our certificate's.
  @ParameterizedTest
  @CsvSource({"X25519:P-256", "P-256", "P-384:P-256"})
  void asClientOfAServerThatPrefersACurve(String curves) throws IOException {
    List<String> groups = List.of("-serverpref", "-groups", curves);
    agreeWithAServer(groups, "SRTP_AEAD_AES_128_GCM", "ec", SrtpProfile.AEAD_AES_128_GCM);
  }

  @ParameterizedTest
  @CsvSource({"X25519:P-256", "P-256", "P-384:P-256"})
  void asServerOfAClientThatPrefersACurve(String curves) throws IOException {
    List<String> groups = List.of("-groups", curves);
    agreeWithAClient(groups, "SRTP_AEAD_AES_128_GCM", SrtpProfile.AEAD_AES_128_GCM);
  }

  private List<String> command(String verb, String profiles, SrtpProfile expected) {
    return new ArrayList<>(
        List.of(
            "openssl",
            verb,
            "-dtls1_2",
            "-cert",
            directory.resolve("cert.pem").toString(),
            "-key",
            directory.resolve("key.pem").toString(),
            "-use_srtp",
            profiles,
            "-keymatexport",
            "EXTRACTOR-dtls_srtp",
            "-keymatexportlen",
            Integer.toString(expected.keyingMaterialLength())));
  }

  private Fingerprint certificate(String key) throws IOException {
    List<String> command =
        new ArrayList<>(List.of("openssl", "req", "-x509", "-nodes", "-days", "1"));
    command.addAll(
        key.equals("ec")
            ? List.of("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1")
            : List.of("-newkey", "rsa:2048"));
    Path certificate = directory.resolve("cert.pem");
    command.addAll(List.of("-subj", "/CN=peer", "-out", certificate.toString()));
    command.addAll(List.of("-keyout", directory.resolve("key.pem").toString()));
    Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
    try (InputStream output = openssl.getInputStream()) {
      output.readAllBytes();
    }
    try (InputStream in = Files.newInputStream(certificate)) {
      return Fingerprint.ofCertificate(
          CertificateFactory.getInstance("X.509").generateCertificate(in).getEncoded());
    } catch (CertificateException e) {
      throw new IOException(e);
    }
  }

  private static End udp(DatagramSocket socket, SocketAddress to) {
    return new End((index, datagram) -> {
      try {
        socket.send(new DatagramPacket(datagram, datagram.length, to));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return false;
    });
  }

  /// Until the socket is closed.
  private static void pump(DatagramSocket socket, End end) {
    Thread.ofVirtual()
        .start(() -> {
          try {
            while (true) {
              DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
              socket.receive(packet);
              end.deliver(Arrays.copyOf(packet.getData(), packet.getLength()));
            }
          } catch (IOException e) {
            // The end of the test.
          }
        });
  }

  private static byte[] keyingMaterial(BufferedReader out) throws IOException {
    String line = await(out, KEYING_MATERIAL);
    int start = line.indexOf(KEYING_MATERIAL) + KEYING_MATERIAL.length();
    return HexFormat.of().parseHex(line.substring(start).strip());
  }

  private static String await(BufferedReader out, String text) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.contains(text)) {
        return line;
      }
    }
    throw new AssertionError("openssl ended without saying " + text);
  }

  /// The port that the system gave it.
  private static int acceptedAt(BufferedReader out) throws IOException {
    String line = await(out, "ACCEPT ");
    return Integer.parseInt(line.substring(line.lastIndexOf(':') + 1).strip());
  }
}
