package io.dering.bench.load;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Where the gateway and its Meta meet: ports, secrets made for this run, and the configuration.
///
/// @param httpPort the gateway's
/// @param mediaPort the gateway's
record Premises(int httpPort, int mediaPort, String appSecret, String accessToken) {
  static final String ACCOUNT = "load";

  /// Below the ports that systems give to who asks for any: one that was free a moment ago would be
  /// given to a connection before the gateway takes it.
  private static final int FIRST_PORT = 20_000;

  private static final int PORTS = 12_000;
  private static final int TRIES = 100;

  /// A number that is free on the loopback in TCP and UDP, found by taking it for a moment.
  static Premises find(SecureRandom random) throws IOException {
    InetAddress loopback = InetAddress.getLoopbackAddress();
    for (int i = 0; i < TRIES; i++) {
      int port = FIRST_PORT + random.nextInt(PORTS);
      try (ServerSocket http = new ServerSocket(port, 1, loopback);
          DatagramSocket media = new DatagramSocket(port, loopback)) {
        return new Premises(
            http.getLocalPort(), media.getLocalPort(), secret(random), secret(random));
      } catch (BindException e) {
        // Somebody has it: the next.
      }
    }
    throw new IOException("no free port among %d tried above %d".formatted(TRIES, FIRST_PORT));
  }

  static String agent(int index) {
    return "agent-" + index;
  }

  /// Writes the gateway's configuration: one number, and one ring group of all agents. However busy
  /// the gateway is, it takes every call that the plan's limits allow: that is what is measured.
  Path configure(LoadPlan plan, int graphPort, String channel, SecureRandom random)
      throws IOException {
    String agents =
        IntStream.range(0, plan.team().agents())
            .mapToObj(
                i -> "      - {id: %s, name: \"Agent %d\", role: agent}".formatted(agent(i), i))
            .collect(Collectors.joining("\n"));
    String members =
        IntStream.range(0, plan.team().agents())
            .mapToObj(Premises::agent)
            .collect(Collectors.joining(","));
    String yaml =
        """
        http: {host: "127.0.0.1", port: %d}
        media: {port: %d, address: ["127.0.0.1"], allow-loopback-peers: true}
        data: {dir: "%s"}
        meta:
          graph-url: "http://127.0.0.1:%d/sandbox/graph/v26.0"
          app-secret: ["%s"]
          verify-token: "%s"
          access-token: "%s"
          waba-id: "100000000000002"
        policy: {max-calls: %d, load: {max-cpu-percent: %d, max-lag-ms: %d, max-packets: %d}}
        accounts:
          - id: %s
            name: "Load"
            channels: [{id: "%s", number: "622150000001", name: "Load"}]
            agents:
        %s
            ring-groups: [{name: "All", channel: "%s", mode: %s, members: [%s]}]
        log: {level: %s, file: "%s"}
        """
            .formatted(
                httpPort,
                mediaPort,
                plan.folder().resolve("data"),
                graphPort,
                appSecret,
                secret(random),
                accessToken,
                plan.team().limits().calls(),
                plan.team().limits().cpuPercent(),
                plan.team().limits().lagMs(),
                plan.team().limits().packetsPerS(),
                ACCOUNT,
                channel,
                agents,
                channel,
                plan.team().ringMode(),
                members,
                plan.team().logLevel(),
                plan.folder().resolve("gateway.log"));
    Files.createDirectories(plan.folder());
    return Files.writeString(plan.folder().resolve("dering.yaml"), yaml);
  }

  private static String secret(SecureRandom random) {
    byte[] bytes = new byte[24];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}
