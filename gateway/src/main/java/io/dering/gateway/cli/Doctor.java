package io.dering.gateway.cli;

import com.sun.management.UnixOperatingSystemMXBean;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.config.InvalidConfig;
import io.dering.gateway.config.Mode;
import io.dering.gateway.storage.Place;
import io.dering.gateway.storage.PostgresLook;
import io.dering.gateway.storage.PrivateFolder;
import io.dering.gateway.storage.StoreFailure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// `doctor`: looks at this machine before the first call does.
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description =
        "Looks at this machine before the first call does: configuration, data folder, ports, Java,"
            + " kernel, CPU; and from it: public address, Meta's token and clock, webhook.")
final class Doctor implements Callable<Integer> {
  /// This version was not written before; a clock that says so is wrong.
  private static final Instant WRITTEN = Instant.parse("2026-01-01T00:00:00Z");

  /// About 20 ms of 1,000 calls' packets with their kernel overhead.
  private static final long UDP_BUFFER_BYTES = 2_500_000;

  /// Linux allows no socket less; containers without a kernel of their own say what they like.
  private static final long PLAUSIBLE_BYTES = 2_048;

  private static final long OPEN_FILES = 4_096;

  private final Cli cli;

  @Option(names = "--config", paramLabel = "FILE", description = "The YAML configuration.")
  private @Nullable Path file;

  @Option(names = "--dev", description = "Looks with the eyes of `dering dev`.")
  private boolean dev;

  @Option(
      names = "--stun",
      paramLabel = "HOST:PORT",
      defaultValue = "stun.cloudflare.com:3478",
      description = "The STUN server that says our public address; none asks nobody.")
  private String stun = "none";

  @Option(
      names = "--webhook-url",
      paramLabel = "URL",
      description = "The callback URL as Meta has it, to see whether it leads here.")
  private @Nullable String webhookUrl;

  Doctor(Cli cli) {
    this.cli = cli;
  }

  @Override
  public Integer call() {
    List<Finding> findings = new ArrayList<>();
    findings.add(java());
    GatewayConfig config = config(findings);
    boolean hasMeta = config != null && !config.sandboxMeta();
    if (!hasMeta) {
      findings.add(clock());
    }
    if (config != null) {
      findings.add(folder(Path.of(config.data().dir())));
      database(config).ifPresent(findings::add);
      findings.add(tcp(config.http()));
      findings.add(udp("media port", config.media().port(), "media.port (DERING_MEDIA_PORT)"));
    }
    findings.add(buffers("rmem_max"));
    findings.add(buffers("wmem_max"));
    findings.add(openFiles());
    findings.add(SliceLook.look());
    if (config != null && config.media().realTime()) {
      findings.add(RealTimeLook.look());
    }
    findings.add(CpuCrypto.look(cli.world().procSys().resolveSibling("cpuinfo")));
    if (config != null && hasMeta) {
      outside(config, findings);
    }
    for (Finding finding : findings) {
      cli.world()
          .out()
          .printf(
              Locale.ROOT,
              "%-8s%-16s%s%n",
              finding.grade().name().toLowerCase(Locale.ROOT),
              finding.name(),
              finding.sentence());
    }
    boolean wrong = findings.stream().anyMatch(finding -> finding.grade() == Finding.Grade.FAIL);
    return (wrong ? ExitCode.CHECK_FAILED : ExitCode.OK).code();
  }

  private void outside(GatewayConfig config, List<Finding> findings) {
    var look = new OutsideLook(cli.world().clock(), cli.world().random());
    findings.add(
        stun.equals("none")
            ? Finding.warn("public address", "Not looked at: --stun none.")
            : look.publicAddress(stun, config.media().address(), config.media().port()));
    findings.addAll(look.graph(config));
    findings.add(
        webhookUrl == null
            ? Finding.warn(
                "webhook",
                "Not looked at; name its public URL: --webhook-url https://.../meta/webhook")
            : look.webhook(config, webhookUrl));
  }

  private @Nullable GatewayConfig config(List<Finding> findings) {
    try {
      GatewayConfig config = cli.config(dev ? Mode.DEV : Mode.SERVE, file);
      findings.add(new Finding("configuration", Finding.Grade.OK, "Complete."));
      return config;
    } catch (InvalidConfig e) {
      findings.add(
          new Finding("configuration", Finding.Grade.FAIL, String.valueOf(e.getMessage())));
      return null;
    }
  }

  private static Finding java() {
    int feature = Runtime.version().feature();
    return feature >= 25
        ? new Finding("java", Finding.Grade.OK, "Version " + feature + ".")
        : new Finding(
            "java", Finding.Grade.FAIL, "Version " + feature + "; Dering needs 25 or later.");
  }

  private Finding clock() {
    Instant now = cli.world().clock().instant();
    return now.isAfter(WRITTEN)
        ? new Finding("clock", Finding.Grade.OK, "Says " + now + "; compare it with your own.")
        : new Finding(
            "clock", Finding.Grade.FAIL, "Says " + now + ", which is past; switch time sync on.");
  }

  private static Finding folder(Path folder) {
    try {
      PrivateFolder.make(folder);
      Path probe = Files.createTempFile(folder, "doctor", ".tmp");
      Files.delete(probe);
      if (!PrivateFolder.isOwnersAlone(folder)) {
        return Finding.fail(
            "data folder",
            "%s is open to others on this host, with keys inside: chmod 700 %s"
                .formatted(folder, folder));
      }
      long freeMiB = Files.getFileStore(folder).getUsableSpace() >> 20;
      return freeMiB < 512
          ? new Finding(
              "data folder", Finding.Grade.WARN, folder + " has only " + freeMiB + " MiB free.")
          : new Finding("data folder", Finding.Grade.OK, folder + " can be written.");
    } catch (IOException e) {
      return new Finding(
          "data folder",
          Finding.Grade.FAIL,
          "%s cannot be written (%s); set data.dir (DERING_DATA_DIR)."
              .formatted(folder, PrivateFolder.reason(e)));
    }
  }

  /// SQLite needs the data folder and nothing else.
  private static Optional<Finding> database(GatewayConfig config) {
    Place place = Place.of(config.database().url().reveal(), Path.of(config.data().dir()));
    return place instanceof Place.Postgres server
        ? Optional.of(database(server))
        : Optional.empty();
  }

  private static Finding database(Place.Postgres server) {
    try {
      PostgresLook look = server.look();
      return look.survivesPowerCut()
          ? new Finding(
              "database",
              Finding.Grade.OK,
              look.name() + ", version " + look.version() + ", answers.")
          : new Finding(
              "database",
              Finding.Grade.WARN,
              look.name()
                  + " runs with fsync or full_page_writes off; a power cut there loses calls.");
    } catch (StoreFailure e) {
      return new Finding("database", Finding.Grade.FAIL, String.valueOf(e.getMessage()));
    }
  }

  private static Finding tcp(GatewayConfig.Http http) {
    return Ports.tcpIsFree(http.host(), http.port())
        ? new Finding("http port", Finding.Grade.OK, "TCP " + http.port() + " is free.")
        : new Finding(
            "http port",
            Finding.Grade.FAIL,
            "TCP %d cannot be bound; stop the program that has it, or set http.port"
                    .formatted(http.port())
                + " (DERING_HTTP_PORT).");
  }

  private static Finding udp(String name, int port, String key) {
    return Ports.udpIsFree(port)
        ? new Finding(name, Finding.Grade.OK, "UDP " + port + " is free.")
        : new Finding(
            name,
            Finding.Grade.FAIL,
            "UDP %d cannot be bound; stop the program that has it, or set %s."
                .formatted(port, key));
  }

  /// The kernel cuts what a socket asks for to this limit, and bursts beyond it are lost.
  private Finding buffers(String name) {
    Path setting = cli.world().procSys().resolve("net/core/" + name);
    try {
      long bytes = Long.parseLong(Files.readString(setting).strip());
      if (bytes < PLAUSIBLE_BYTES) {
        return new Finding("net.core", Finding.Grade.WARN, name + " is not told by this system.");
      }
      return bytes >= UDP_BUFFER_BYTES
          ? new Finding("net.core", Finding.Grade.OK, name + " is " + bytes + " bytes.")
          : new Finding(
              "net.core",
              Finding.Grade.WARN,
              "%s is %d bytes; for hundreds of calls: sysctl -w net.core.%s=%d"
                  .formatted(name, bytes, name, UDP_BUFFER_BYTES));
    } catch (IOException | NumberFormatException _) {
      return new Finding("net.core", Finding.Grade.WARN, name + " cannot be read on this system.");
    }
  }

  private static Finding openFiles() {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix) {
      long limit = unix.getMaxFileDescriptorCount();
      return limit >= OPEN_FILES
          ? new Finding("open files", Finding.Grade.OK, "At most " + limit + ".")
          : new Finding(
              "open files",
              Finding.Grade.WARN,
              "At most %d; each agent's page takes one: ulimit -n %d".formatted(limit, OPEN_FILES));
    }
    return new Finding(
        "open files", Finding.Grade.WARN, "The limit cannot be read on this system.");
  }
}
