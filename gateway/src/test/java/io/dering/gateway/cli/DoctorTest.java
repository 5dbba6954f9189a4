package io.dering.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.config.GatewayConfig;
import io.dering.media.stun.StunMessage;
import io.dering.media.stun.StunType;
import io.dering.media.stun.StunWriter;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `dering doctor` before the first call, with a STUN server, a Meta and a proxy of the test's own
/// on the loopback: each look finds what is wrong, says what mends it, and ends in its code.
final class DoctorTest {
  private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");
  private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
  private static final String CONFIG =
      """
      media: { port: 0, address: [198.51.100.7] }
      accounts:
        - id: acme
          name: Acme
          channels: [{ id: "200000000000001", number: "622150000099", name: Acme Support }]
          agents: [{ id: putri, name: Putri }]
          ring-groups: [{ name: S, channel: "200000000000001", members: [putri] }]
      """;

  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final Meta meta = new Meta();
  private final StunServer stun = new StunServer("198.51.100.7");

  @BeforeEach
  void world() throws IOException {
    environment.put("DERING_HTTP_PORT", "0");
    environment.put("DERING_DATA_DIR", folder.resolve("data").toString());
    environment.put("DERING_META_GRAPH_URL", meta.url());
    environment.put("DERING_META_APP_SECRET", "the-app-secret");
    environment.put("DERING_META_VERIFY_TOKEN", "the-verify-token");
    environment.put("DERING_META_ACCESS_TOKEN", "the-access-token");
    environment.put("DERING_META_WABA_ID", "1");
    Path core = Files.createDirectories(folder.resolve("sys/net/core"));
    Files.writeString(core.resolve("rmem_max"), "4194304\n");
    Files.writeString(core.resolve("wmem_max"), "4194304\n");
    Files.writeString(folder.resolve("cpuinfo"), "flags\t: fpu aes sse2 pclmulqdq\n");
    Files.writeString(folder.resolve("dering.yaml"), CONFIG);
  }

  @AfterEach
  void close() {
    meta.close();
    stun.close();
  }

  @Test
  void whereAllIsWellEachLookSaysSoAndNoSecretIsSaid() {
    assertThat(run()).isZero();
    assertThat(said())
        .contains("ok      public address  198.51.100.7, as media.address says.")
        .contains("ok      graph token     Meta takes it for 1 channels.")
        .contains("ok      clock           Agrees with Meta's.")
        .contains("ok      cpu crypto")
        .contains("warn    webhook         Not looked at; name its public URL")
        .doesNotContain("fail", "the-access-token", "the-verify-token", "the-app-secret");
    assertThat(meta.authorization).isEqualTo("Bearer the-access-token");
  }

  @Test
  void aSystemThatRefusesAShortTimeSliceIsNamedAndOneThatTakesItToo() {
    assertThat(run()).isZero();
    assertThat(said()).contains("time slice");
    assertThat(SliceLook.finding(true, "6.1.0").sentence()).contains("Linux 6.12", "6.1.0");
    assertThat(SliceLook.finding(false, "6.18.0"))
        .isEqualTo(
            Finding.warn(
                "time slice",
                "sched_setattr is refused; allow it (a container's seccomp profile), or audio"
                    + " waits for other threads where the processor is busy."));
  }

  @Test
  void aSystemThatRefusesRealTimePriorityIsNamedWithWhatAllowsIt() {
    assertThat(run()).isZero();
    assertThat(said()).contains("real time");
    assertThat(RealTimeLook.finding(true).grade()).isEqualTo(Finding.Grade.OK);
    assertThat(RealTimeLook.finding(false).grade()).isEqualTo(Finding.Grade.WARN);
    assertThat(RealTimeLook.finding(false).sentence()).contains("LimitRTPRIO=2", "--ulimit");
  }

  @Test
  void realTimePriorityThatIsNotWantedIsNotLookedAt() {
    environment.put("DERING_MEDIA_REAL_TIME", "false");
    assertThat(run()).isZero();
    assertThat(said()).doesNotContain("real time");
  }

  @Test
  void anotherPublicAddressThanIsToldFails() {
    environment.put("DERING_MEDIA_ADDRESS", "203.0.113.7");
    assertThat(run()).isEqualTo(ExitCode.CHECK_FAILED.code());
    assertThat(said())
        .contains("fail    public address  198.51.100.7, and media.address says 203.0.113.7; set");
  }

  @Test
  void aStunServerThatDoesNotAnswerFails() {
    stun.isMute = true;
    assertThat(run()).isEqualTo(ExitCode.CHECK_FAILED.code());
    assertThat(said()).contains("fail    public address", "does not answer; let UDP out and in");
  }

  @Test
  void theStunServerNeedNotBeAsked() {
    assertThat(run("--stun", "none")).isZero();
    assertThat(said()).contains("warn    public address  Not looked at");
    assertThat(run("--stun", "nowhere")).isZero();
    assertThat(said()).contains("warn    public address  nowhere cannot be asked; name another");
  }

  @ParameterizedTest
  @CsvSource({
    "401, 'Meta refuses it (401); make a system user''s token'",
    "400, 'Meta refuses it (400); make a system user''s token'",
    "403, 'Meta refuses channel 200000000000001 (403); give the system user'"
  })
  void aTokenThatMetaRefusesFails(int status, String sentence) {
    meta.status = status;
    assertThat(run()).isEqualTo(ExitCode.CHECK_FAILED.code());
    assertThat(said()).contains("fail    graph token     " + sentence);
  }

  @Test
  void aMetaThatCannotBeReachedFails() {
    meta.close();
    assertThat(run()).isEqualTo(ExitCode.CHECK_FAILED.code());
    assertThat(said()).contains("fail    graph token     Meta cannot be reached");
  }

  @ParameterizedTest
  @CsvSource({"3, ok, 0", "20, warn, 0", "-20, warn, 0", "31, fail, 1", "-31, fail, 1"})
  void aClockThatIsWrongIsFoundByMetas(long seconds, String grade, int code) {
    meta.now = NOW.plusSeconds(seconds);
    assertThat(run()).isEqualTo(code);
    assertThat(said()).contains("%-8s%s".formatted(grade, "clock"));
  }

  /// Before the first start the doctor stands in for the gateway.
  @Test
  void aWebhookThatLeadsHereIsReachedThroughTheProxy() throws IOException {
    int port = freePort();
    environment.put("DERING_HTTP_PORT", Integer.toString(port));
    String url = "http://127.0.0.1:" + port + "/meta/webhook";
    assertThat(run("--webhook-url", url)).isZero();
    assertThat(said()).contains("ok      webhook         Reached");
    // And leaves the port.
    assertThat(Ports.tcpIsFree("127.0.0.1", port)).isTrue();
  }

  @Test
  void aWebhookThatLeadsElsewhereFails() {
    assertThat(run("--webhook-url", meta.url() + "/meta/webhook"))
        .isEqualTo(ExitCode.CHECK_FAILED.code());
    assertThat(said()).contains("fail    webhook         Its URL answers 200 and not as this");
  }

  @Test
  void aWebhookThatNobodyReachesFails() throws IOException {
    assertThat(run("--webhook-url", "http://127.0.0.1:" + freePort() + "/meta/webhook"))
        .isEqualTo(ExitCode.CHECK_FAILED.code());
    assertThat(said()).contains("fail    webhook         Its URL cannot be reached");
  }

  @Test
  void aDataFolderThatOthersMayReadFails() throws IOException {
    Path data = Files.createDirectories(folder.resolve("data"));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-x---"));
    assertThat(run()).isEqualTo(ExitCode.CHECK_FAILED.code());
    assertThat(said()).contains("fail    data folder     ", "chmod 700 " + data);
  }

  @Test
  void anUdpPortThatIsTakenFails() throws SocketException {
    try (DatagramSocket taken = new DatagramSocket(0)) {
      environment.put("DERING_MEDIA_PORT", Integer.toString(taken.getLocalPort()));
      assertThat(run()).isEqualTo(ExitCode.CHECK_FAILED.code());
      assertThat(said()).contains("fail    media port      UDP " + taken.getLocalPort());
    }
  }

  @ParameterizedTest
  @CsvSource({"rmem_max", "wmem_max"})
  void smallBuffersAreWarnedOf(String name) throws IOException {
    Files.writeString(folder.resolve("sys/net/core/" + name), "212992\n");
    assertThat(run()).isZero();
    assertThat(said()).contains("warn    net.core        " + name, "sysctl -w net.core." + name);
  }

  @ParameterizedTest
  @CsvSource({
    "'flags : fpu aes pclmulqdq', true, OK",
    "'Features : fp asimd aes pmull', true, OK",
    "'flags : fpu pclmulqdq', true, WARN",
    "'flags : fpu aes', true, WARN",
    "'flags : fpu aes pclmulqdq', false, WARN"
  })
  void aProcessorWithoutCryptoIsWarnedOf(String cpuInfo, boolean useAes, Finding.Grade grade)
      throws IOException {
    Path file = Files.writeString(folder.resolve("cpu"), "processor : 0\n" + cpuInfo + "\n");
    assertThat(CpuCrypto.look(file, useAes).grade()).isEqualTo(grade);
    assertThat(CpuCrypto.look(folder.resolve("none"), useAes).grade())
        .isEqualTo(Finding.Grade.WARN);
  }

  private int run(String... more) {
    out.reset();
    String[] arguments = new String[more.length + 5];
    arguments[0] = "doctor";
    arguments[1] = "--config";
    arguments[2] = folder.resolve("dering.yaml").toString();
    arguments[3] = "--stun";
    arguments[4] = "127.0.0.1:" + stun.port();
    boolean hasStun = more.length > 0 && more[0].equals("--stun");
    System.arraycopy(more, 0, arguments, hasStun ? 3 : 5, more.length);
    String[] all = hasStun ? Arrays.copyOf(arguments, 3 + more.length) : arguments;
    var stream = new PrintStream(out, true, UTF_8);
    var surroundings =
        new Surroundings(
            environment,
            stream,
            stream,
            folder.resolve("sys"),
            InstantSource.fixed(NOW),
            new SplittableRandom(1));
    return Cli.run(all, surroundings, new NoLauncher());
  }

  private String said() {
    return out.toString(UTF_8);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
      return socket.getLocalPort();
    }
  }

  /// The doctor starts nothing.
  private static final class NoLauncher implements Launcher {
    @Override
    public Running gateway(GatewayConfig config) {
      throw new AssertionError();
    }

    @Override
    public Running sandbox(GatewayConfig config) {
      throw new AssertionError();
    }

    @Override
    public String token(
        GatewayConfig config, GatewayConfig.Account account, String agent, Duration life) {
      throw new AssertionError();
    }
  }

  /// Meta's Graph API, as far as it goes here; it says what time it likes.
  private static final class Meta {
    private final ServerSocket server;
    volatile int status = 200;
    volatile Instant now = NOW;
    volatile String authorization = "";

    Meta() {
      try {
        server = new ServerSocket(0, 8, LOOPBACK);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Thread.ofVirtual().start(this::serve);
    }

    private void serve() {
      try {
        while (!server.isClosed()) {
          try (Socket asked = server.accept()) {
            answer(asked);
          }
        }
      } catch (IOException _) {
        // Closed.
      }
    }

    private void answer(Socket asked) throws IOException {
      var lines = new BufferedReader(new InputStreamReader(asked.getInputStream(), UTF_8));
      for (String line = lines.readLine(); line != null && !line.isEmpty(); ) {
        if (line.startsWith("Authorization: ")) {
          authorization = line.substring("Authorization: ".length());
        }
        line = lines.readLine();
      }
      String date = DateTimeFormatter.RFC_1123_DATE_TIME.format(now.atOffset(ZoneOffset.UTC));
      asked
          .getOutputStream()
          .write(
              "HTTP/1.1 %d So\r\nDate: %s\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}"
                  .formatted(status, date)
                  .getBytes(UTF_8));
    }

    String url() {
      return "http://127.0.0.1:" + server.getLocalPort();
    }

    void close() {
      try {
        server.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Says that whoever asks is at that address.
  private static final class StunServer {
    private final DatagramSocket socket;
    volatile boolean isMute;

    StunServer(String mapped) {
      try {
        socket = new DatagramSocket(new InetSocketAddress(LOOPBACK, 0));
      } catch (SocketException e) {
        throw new UncheckedIOException(e);
      }
      Thread.ofVirtual().start(() -> serve(InetAddress.ofLiteral(mapped)));
    }

    private void serve(InetAddress mapped) {
      byte[] room = new byte[1_500];
      var request = new StunMessage();
      var writer = new StunWriter();
      try {
        while (!socket.isClosed()) {
          var packet = new DatagramPacket(room, room.length);
          socket.receive(packet);
          var _ = request.wrap(room, 0, packet.getLength());
          writer
              .beginReply(StunType.BINDING_SUCCESS, request)
              .xorMappedAddress(new InetSocketAddress(mapped, packet.getPort()))
              .fingerprint();
          if (!isMute) {
            socket.send(
                new DatagramPacket(writer.array(), writer.length(), packet.getSocketAddress()));
          }
        }
      } catch (IOException _) {
        // Closed.
      }
    }

    int port() {
      return socket.getLocalPort();
    }

    void close() {
      socket.close();
    }
  }
}
