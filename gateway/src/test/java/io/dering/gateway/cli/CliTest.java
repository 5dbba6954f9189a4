package io.dering.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.config.Reference;
import io.dering.gateway.storage.CallStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CliTest {
  @TempDir Path folder;
  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final FakeLauncher launcher = new FakeLauncher();

  @BeforeEach
  void ports() {
    environment.put("DERING_HTTP_PORT", "0");
    environment.put("DERING_MEDIA_PORT", "0");
    environment.put("DERING_SANDBOX_MEDIA_PORT", "0");
    environment.put("DERING_DATA_DIR", folder.resolve("data").toString());
  }

  /// Notes what it is asked for and starts nothing.
  private static final class FakeLauncher implements Launcher {
    private final List<String> asked = new ArrayList<>();
    private IOException failure = new IOException("never");
    private boolean fails;

    @Override
    public Running gateway(GatewayConfig config) throws IOException {
      asked.add("gateway " + config.mode());
      return start();
    }

    @Override
    public Running sandbox(GatewayConfig config) throws IOException {
      asked.add("sandbox " + config.mode());
      return start();
    }

    @Override
    public String token(
        GatewayConfig config, GatewayConfig.Account account, String agent, Duration life) {
      return "token of " + agent + " in " + account.id() + " for " + life.toHours() + " h";
    }

    private Running start() throws IOException {
      if (fails) {
        throw failure;
      }
      Thread.currentThread().interrupt(); // What is started runs on; the test tells it to stop.
      return new Running() {
        @Override
        public int httpPort() {
          return 4242;
        }

        @Override
        public int mediaPort() {
          return 4343;
        }

        @Override
        public void close() {
          asked.add("stopped");
        }
      };
    }
  }

  @Test
  void devPrintsTheTwoAddressesAndNothingElseAndStopsInOrder() {
    assertThat(run("dev")).isZero();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(out())
        .isEqualTo(
            """
            The agent's page:      http://127.0.0.1:4242/?agent=ayu
            The customer's phone:  http://127.0.0.1:4242/sandbox/phone
            Press Call.
            """);
    assertThat(err()).isEmpty();
    assertThat(launcher.asked).containsExactly("gateway DEV", "stopped");
  }

  @Test
  void devPromisesNoPhoneWhereMetaIsElsewhere() {
    environment.put("DERING_META_GRAPH_URL", "http://127.0.0.1:9/graph");

    assertThat(run("dev")).isZero();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(out())
        .isEqualTo(
            """
            The agent's page:      http://127.0.0.1:4242/?agent=ayu
            Meta's Graph API:      http://127.0.0.1:9/graph (meta.graph-url), so there is no customer's phone here.
            """);
  }

  @Test
  void theSandboxStartsAlone() {
    assertThat(run("sandbox")).isZero();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(launcher.asked).containsExactly("sandbox SANDBOX", "stopped");
    assertThat(out()).contains("http://127.0.0.1:4242/sandbox/graph");
  }

  @Test
  void aWrongConfigurationIsOneSentenceAndCodeThree() {
    environment.put("DERING_HTTP_PROT", "1");

    assertThat(run("dev")).isEqualTo(ExitCode.CONFIG.code());
    assertThat(err().lines()).hasSize(1);
    assertThat(err()).contains("DERING_HTTP_PROT", "did you mean DERING_HTTP_PORT?");
    assertThat(launcher.asked).isEmpty();
  }

  /// Which one it is says who binds it, so the others are not blamed.
  @ParameterizedTest
  @CsvSource({
    "HTTP, 'TCP port 8080 is taken: stop the program that has it, or set http.port"
        + " (DERING_HTTP_PORT).'",
    "MEDIA, 'UDP port 8080 is taken: stop the program that has it, or set media.port"
        + " (DERING_MEDIA_PORT).'",
    "SANDBOX_MEDIA, 'UDP port 8080 is taken: stop the program that has it, or set"
        + " sandbox.media-port (DERING_SANDBOX_MEDIA_PORT).'"
  })
  void aTakenPortIsNamedWithItsCureAndNoOther(PortTaken.Which which, String sentence) {
    for (Exception cause :
        List.of(
            new BindException("Address already in use"),
            new UncheckedIOException(
                new IOException("bind(..) failed with error(-98): Address already in use")))) {
      launcher.fails = true;
      launcher.failure = taken(which, cause);
      assertThat(run("dev")).isEqualTo(ExitCode.NOT_STARTED.code());
      assertThat(err()).isEqualTo(sentence + "\n");
    }
  }

  private static IOException taken(PortTaken.Which which, Exception cause) {
    try {
      PortTaken.unlessTaken(
          which,
          8080,
          () -> {
            switch (cause) {
              case IOException io -> throw io;
              case RuntimeException unchecked -> throw unchecked;
              default -> throw new AssertionError(cause);
            }
          });
      throw new AssertionError("was not taken");
    } catch (IOException e) {
      return e;
    }
  }

  @Test
  void serveSaysThatItIsReadyAndWhereInOneSentence() throws IOException {
    assertThat(run("serve", "--config", production())).isZero();
    assertThat(Thread.interrupted()).isTrue();
    assertThat(out())
        .isEqualTo(
            "Dering is ready: it listens on http://127.0.0.1:4242 for Meta and the agents, and on"
                + " UDP port 4343 for audio.\n");
    assertThat(err()).isEmpty();
  }

  /// Whoever makes the folder first, it is its owner's alone, and so is what stands in it.
  @ParameterizedTest
  @ValueSource(strings = {"doctor --dev", "migrate --dev", "dev"})
  void theDataFolderIsItsOwnersAlone(String verb) throws IOException {
    run(verb.split(" "));
    boolean _ = Thread.interrupted();
    Path data = folder.resolve("data");
    assertThat(permissions(data)).isEqualTo("rwx------");
    try (Stream<Path> files = Files.list(data)) {
      assertThat(files).allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"dev", "migrate --dev"})
  void aDataFolderThatCannotBeIsOneSentenceWithCauseAndCure(String verb) throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    for (Path data : List.of(Path.of("/proc/xx"), file, file.resolve("below"))) {
      environment.put("DERING_DATA_DIR", data.toString());
      assertThat(run(verb.split(" "))).isEqualTo(ExitCode.NOT_STARTED.code());
      assertThat(err())
          .matches(
              "The data folder \\Q%s\\E cannot be written \\([a-z ]+\\); choose one with data\\.dir"
                      .formatted(data)
                  + " \\(DERING_DATA_DIR\\)\\.\n");
      assertThat(launcher.asked).isEmpty();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }

  @Test
  void aFailureInsideAnotherIsFound() {
    Obstacle obstacle =
        Obstacle.of(new UncheckedIOException(new IOException("No such certificate")));
    assertThat(obstacle.code()).isEqualTo(ExitCode.NOT_STARTED);
    assertThat(obstacle.sentence()).isEqualTo("Dering cannot start: No such certificate");
    assertThat(Obstacle.of(new IllegalStateException("oops")).code()).isEqualTo(ExitCode.INTERNAL);
  }

  @Test
  void serveWithoutWhatItNeedsSaysWhatIsMissing() {
    environment.remove("DERING_DATA_DIR");
    assertThat(run("serve")).isEqualTo(ExitCode.CONFIG.code());
    assertThat(err()).contains("data.dir is required by serve", "DERING_DATA_DIR");
  }

  @Test
  void theReferenceCanBeCheckedOnceItsSecretsAreThere() throws IOException {
    assertThat(run("config", "reference")).isZero();
    assertThat(out()).isEqualTo(Reference.yaml());
    Path file = Files.writeString(folder.resolve("dering.yaml"), out());
    assertThat(run("config", "check", "--config", file.toString()))
        .isEqualTo(ExitCode.CONFIG.code());

    secrets();
    assertThat(run("config", "check", "--config", file.toString())).isZero();
    assertThat(out()).endsWith("The configuration is complete.\n");
  }

  @Test
  void configPrintShowsValuesAndNoSecret() {
    assertThat(run("config", "print", "--dev")).isZero();
    assertThat(out())
        .contains("meta.app-secret: set  # demo", "http.port: 0  # environment")
        .contains("accounts[0].agents[0].id: ayu  # demo")
        .doesNotContain("dev-app-secret", "dev-api-token");
  }

  @Test
  void aTokenIsPrintedForAPersonOrARole() throws IOException {
    String file = production();
    assertThat(run("token", "create", "--agent", "putri", "--hours", "2", "--config", file))
        .isZero();
    assertThat(out()).isEqualTo("token of putri in example for 2 h\n");
    assertThat(run("token", "create", "--role", "admin", "--config", file))
        .isEqualTo(ExitCode.CONFIG.code());
    assertThat(err()).contains("No agent of account `example` has the role `admin`");
    assertThat(run("token", "create", "--agent", "eve", "--config", file))
        .isEqualTo(ExitCode.CONFIG.code());
    assertThat(run("token", "create", "--role", "agent", "--hours", "13", "--config", file))
        .isEqualTo(ExitCode.USAGE.code());
    assertThat(err()).isEqualTo("--hours must be 1 to 12, not 13.\n");
    assertThat(run("token", "create")).isEqualTo(ExitCode.USAGE.code());
  }

  @Test
  void migrateMakesTheDatabaseAndRefusesOneInUse() {
    assertThat(run("migrate", "--dev")).isZero();
    assertThat(folder.resolve("data/dering.db")).exists();
    CallStore store =
        CallStore.open(folder.resolve("data"), Duration.ofDays(7), InstantSource.system());
    assertThat(run("migrate", "--dev")).isEqualTo(ExitCode.NOT_STARTED.code());
    assertThat(err()).contains("is in use by another Dering");
    store.close();
  }

  @Test
  void theDoctorFindsWhatIsWrongAndOnlyThat() throws IOException {
    Path core = Files.createDirectories(folder.resolve("sys/net/core"));
    Files.writeString(core.resolve("rmem_max"), "212992\n");
    Files.writeString(core.resolve("wmem_max"), "4194304\n");
    assertThat(run("doctor", "--dev")).isZero();
    assertThat(out())
        .contains("ok      configuration")
        .contains("ok      data folder")
        .contains("warn    net.core        rmem_max is 212992 bytes")
        .contains("ok      net.core        wmem_max");

    try (ServerSocket tcp = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      environment.put("DERING_HTTP_PORT", Integer.toString(tcp.getLocalPort()));
      assertThat(run("doctor", "--dev")).isEqualTo(ExitCode.CHECK_FAILED.code());
      assertThat(out()).contains("fail    http port");
    }
  }

  @Test
  void withoutAVerbTheVerbsAreListed() {
    assertThat(run()).isEqualTo(ExitCode.USAGE.code());
    assertThat(err()).contains("dev", "serve", "sandbox", "doctor", "token", "config", "migrate");
    assertThat(run("frobnicate")).isEqualTo(ExitCode.USAGE.code());
    assertThat(run("--version")).isZero();
    assertThat(run("serve", "--help")).isZero();
    assertThat(run("help")).isZero();
    assertThat(out()).contains("Usage: dering", "doctor");
    assertThat(run("help", "serve")).isZero();
    assertThat(out()).contains("Usage: dering serve", "--config");
  }

  private String production() throws IOException {
    secrets();
    return Files.writeString(folder.resolve("dering.yaml"), Reference.yaml()).toString();
  }

  private void secrets() {
    environment.put("DERING_META_APP_SECRET", "s");
    environment.put("DERING_META_VERIFY_TOKEN", "v");
    environment.put("DERING_META_ACCESS_TOKEN", "a");
    environment.put("DERING_META_WABA_ID", "1");
    environment.put("DERING_ACCOUNTS_0__API_TOKENS_0__TOKEN", "a-token-of-24-or-more-characters");
  }

  private int run(String... arguments) {
    out.reset();
    err.reset();
    Surroundings world =
        new Surroundings(
            environment,
            new PrintStream(out, true, UTF_8),
            new PrintStream(err, true, UTF_8),
            folder.resolve("sys"),
            InstantSource.system(),
            new SplittableRandom(1));
    return Cli.run(arguments, world, launcher);
  }

  private String out() {
    return out.toString(UTF_8);
  }

  private String err() {
    return err.toString(UTF_8);
  }
}
