package io.dering.transport.dtls;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.IntStream;

/// Prints what a handshake costs, both ends together: rounds of 200 at once over an in-memory
/// network. Run its `main`; nothing is gated on it.
final class HandshakeCost {
  private static final int ROUNDS = 6;
  private static final int HANDSHAKES = 200;

  private HandshakeCost() {}

  public static void main(String[] args) {
    SecureRandom random = new SecureRandom();
    BouncyCastleDtls clients =
        new BouncyCastleDtls(
            DtlsSettings.defaults(),
            new DtlsSources(random, System::nanoTime, InstantSource.system()));
    BouncyCastleDtls servers =
        new BouncyCastleDtls(
            DtlsSettings.defaults(),
            new DtlsSources(random, System::nanoTime, InstantSource.system()));
    var system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    for (int round = 1; round <= ROUNDS; round++) {
      final long cpuNanos = system.getProcessCpuTime();
      final long startNanos = System.nanoTime();
      List<End> ends =
          IntStream.range(0, HANDSHAKES)
              .mapToObj(i -> {
                End client = End.lossless();
                End server = End.lossless();
                BouncyCastleDtlsTest.handshake(client, clients, server, servers);
                return List.of(client, server);
              })
              .flatMap(List::stream)
              .toList();
      ends.forEach(End::awaitKeys);
      Duration cpu = Duration.ofNanos(system.getProcessCpuTime() - cpuNanos);
      Duration wall = Duration.ofNanos(System.nanoTime() - startNanos);
      System.out.printf(
          "round %d: %d handshakes in %d ms, %.2f ms CPU each for both ends%n",
          round, HANDSHAKES, wall.toMillis(), cpu.toNanos() / 1e6 / HANDSHAKES);
      ends.forEach(End::close);
    }
  }
}
