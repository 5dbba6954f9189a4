package io.dering.bench.jmh;

import io.dering.bench.load.Ends;
import io.dering.media.demux.PacketKind;
import io.dering.media.dtls.Fingerprint;
import io.dering.media.ice.Candidate;
import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.leg.LegPolicy;
import io.dering.media.leg.Negotiation;
import io.dering.media.sdp.SdpReader;
import io.dering.media.sdp.SdpResult;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.MediaLeg;
import io.dering.transport.udp.MediaServer;
import io.dering.transport.udp.Opened;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.SecureRandom;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// What it costs that the media loop sleeps: a word to it and back, from a thread that sleeps
/// meanwhile as well, and a browser's check over UDP and its answer. Two wake-ups each, which is
/// nearly all of it ([StunCheckBenchmark] has the check's own part).
///
/// ```
/// make bench BENCH=WakeUpBenchmark LOAD=none
/// ```
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgs = {
      "-Xmx1g",
      "-XX:+UseZGC",
      "-XX:+UseCompactObjectHeaders",
      "--enable-native-access=ALL-UNNAMED"
    })
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class WakeUpBenchmark {
  private static final int PATIENCE_MS = 5_000;

  private @Nullable Room room;

  /// Anew for each round: a leg whose browser never says hello is given up.
  @Setup(Level.Iteration)
  public void open() throws Exception {
    room = new Room();
  }

  @TearDown(Level.Iteration)
  public void close() {
    room().close();
  }

  @Benchmark
  public Object wordToTheLoopAndBack() {
    return room().leg.stats().toCompletableFuture().join();
  }

  @Benchmark
  public int checkOverUdpAndItsAnswer() throws Exception {
    Room here = room();
    here.browser.send(here.check);
    do {
      here.browser.receive(here.answer);
      // The leg says hello as well, once.
    } while (PacketKind.of(here.answer.getData(), 0, here.answer.getLength()) != PacketKind.STUN);
    return here.answer.getLength();
  }

  private Room room() {
    return Objects.requireNonNull(room);
  }

  /// A leg that waits for its browser, and the browser's socket.
  private static final class Room {
    private final MediaServer media = Ends.media(new SecureRandom(), true);
    private final DatagramSocket browser =
        new DatagramSocket(0, InetAddress.ofLiteral("127.0.0.1"));
    private final MediaLeg leg;
    private final DatagramPacket check;
    private final DatagramPacket answer = new DatagramPacket(new byte[1_500], 1_500);

    Room() throws Exception {
      browser.setSoTimeout(PATIENCE_MS);
      Negotiation offering =
          Negotiation.offering(
              new LegPolicy(false, InetAddressPolicy.ALLOW_ALL, "browser"),
              List.of(
                  Candidate.host("1", (InetSocketAddress) browser.getLocalSocketAddress(), 65_535)),
              Fingerprint.ofCertificate(new byte[] {1}),
              new SecureRandom());
      LegPolicy lite = new LegPolicy(true, InetAddressPolicy.ALLOW_ALL, "dering");
      Opened opened =
          media
              .answer(offering.sdp(), LegSide.AGENT, lite, (_, _) -> {})
              .toCompletableFuture()
              .get(PATIENCE_MS, TimeUnit.MILLISECONDS);
      if (!(opened instanceof Opened.Answered answered)
          || !(SdpReader.read(answered.answer()) instanceof SdpResult.Accepted(var session))) {
        throw new IllegalStateException("no leg: " + opened);
      }
      leg = answered.leg();
      byte[] b = DeringChecks.check(session.ice().ufrag(), session.ice().pwd());
      check =
          new DatagramPacket(
              b, b.length, new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), media.port()));
    }

    void close() {
      browser.close();
      media.close();
    }
  }
}
