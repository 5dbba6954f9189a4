package io.dering.transport.udp;

import static io.dering.transport.udp.HostileTraffic.MARKER;
import static io.dering.transport.udp.HostileTraffic.check;
import static io.dering.transport.udp.HostileTraffic.intoHandshakes;
import static io.dering.transport.udp.HostileTraffic.intoServers;
import static io.dering.transport.udp.HostileTraffic.rtcp;
import static io.dering.transport.udp.HostileTraffic.rtp;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.demux.PacketKind;
import io.dering.media.leg.DtlsManner;
import io.dering.media.leg.LegDrop;
import io.dering.media.rtp.RtpHeader;
import io.dering.transport.dtls.HostileRecords;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Attacks over real UDP on a call that is being set up and on one that talks. That each of them is
/// an attack shows [NaiveServerTest]: the same datagrams break a server without the guard.
final class HostileTrafficTest {
  private static final byte AYU = 'a';
  private static final byte CUSTOMER = 'c';
  private static final int BURST = 40;

  /// Of each side and role; `-Ddering.spoofed-calls=1000` for the whole measure.
  private static final int SPOOFED_CALLS = Integer.getInteger("dering.spoofed-calls", 10);

  private final Peers peers = new Peers();
  private final Attacker attacker = new Attacker(peers.gateway.port());
  private final List<byte[]> returned = new ArrayList<>();
  private int sent;

  @AfterEach
  void close() {
    attacker.close();
    peers.close();
  }

  @Test
  void aStrangersStunGetsNotOneByteWhateverItKnowsButThePassword() {
    Peers.Leg ayu = talking();
    String ufrag = attribute(ayu, "ice-ufrag");
    for (int i = 0; i < 1_000; i++) {
      spray(check("", "", i));
      spray(check("nobody:us", "a-password-of-nobody", i));
      spray(check(ufrag + ":us", "", i));
      spray(check(ufrag + ":us", "a-guess-at-the-password", i));
    }
    assertThat(onceItReaches(2_000, LegDrop.CHECK_NOT_AUTHENTIC)).isEqualTo(2_000);
    assertNothingReturned();
    stillTalks(ayu);
  }

  /// Somebody who has read the SDP gets less than one and a half times what it sends, and no audio.
  @Test
  void whoeverKnowsThePasswordTooGetsAnswersButNoAudio() {
    Peers.Leg customer = peers.customer().ready();
    Peers.Leg ayu = peers.agent().ready();
    talk(customer, ayu);
    String user = attribute(customer, "ice-ufrag") + ":us";
    long bytesOut = 0;
    for (int i = 0; i < 200; i++) {
      byte[] check = check(user, attribute(customer, "ice-pwd"), i);
      bytesOut += check.length;
      spray(check);
      spray(rtp(7, i));
    }
    drain();
    assertThat(returned.stream().mapToLong(b -> b.length).sum()).isLessThan(bytesOut * 3 / 2);
    assertThat(returned).allMatch(b -> PacketKind.of(b, 0, b.length) == PacketKind.STUN);
    stillTalks(ayu);
  }

  @Test
  void allUsernameFragmentsOfFourDigitsAreGuessedInVain() {
    Peers.Leg ayu = talking();
    for (int guess = 0; guess < 10_000; guess++) {
      spray(check("%04d:us".formatted(guess), "a-password-of-nobody", guess));
    }
    assertNothingReturned();
    assertThat(peers.totals().held()).isEqualTo(new MediaTotals.Held(2, 1));
    stillTalks(ayu);
  }

  /// Before ICE, between ICE and DTLS, and in the call: an off-path sprayer that never stops.
  @Test
  void everyCallConnectsUnderASprayAndNothingIsBledOrInjected() {
    Spray spray = new Spray();
    try {
      for (int i = 0; i < 10; i++) {
        peers.customer().ready();
        peers.agent().ready();
      }
      Peers.Leg customer = peers.customer().ready();
      Peers.Leg ayu = peers.agent().ready();
      talk(customer, ayu);
      for (int i = 0; i < 100; i++) {
        assertThat(ayu.thereEar().next()).isNotEqualTo(MARKER);
        assertThat(customer.thereEar().next()).isNotEqualTo(MARKER);
      }
      Peers.until("many were sprayed", () -> spray.datagrams > 1_000);
    } finally {
      spray.stop();
    }
    assertNothingReturned();
    assertThat(peers.handshakes).as("one for each leg").hasValue(22);
    assertThat(peers.totals().customer().failedHandshakes()).isZero();
    assertThat(peers.totals().agent().failedHandshakes()).isZero();
  }

  /// The worst case: the attacker spoofs address and port of the validated pair, in both
  /// directions, at five moments of each handshake.
  @ParameterizedTest(name = "{0}, the gateway {1}")
  @CsvSource({"CUSTOMER, USUAL", "AGENT, USUAL", "AGENT, SERVER"})
  void callsConnectThoughTheValidatedAddressIsSpoofedDuringTheHandshake(
      LegSide side, DtlsManner manner) {
    SplittableRandom random = new SplittableRandom(9);
    List<byte[]> intoGateway = new ArrayList<>(intoHandshakes());
    if (manner == DtlsManner.SERVER) {
      intoGateway.addAll(intoServers());
    }
    for (int calls = 0; calls < SPOOFED_CALLS; calls += 10) {
      List<Relay> relays = new ArrayList<>();
      List<Peers.Leg> legs = new ArrayList<>();
      try {
        for (int call = 0; call < 10; call++) {
          Relay relay = new Relay();
          relays.add(relay);
          legs.add(
              peers.through(relay, side, manner, new Spoofer(relay, intoGateway, random.split())));
        }
        legs.forEach(Peers.Leg::ready);
        legs.forEach(leg -> leg.here().close());
      } finally {
        relays.forEach(Relay::close);
      }
    }
  }

  /// Alerts, hellos, bombs and data in the clear, forged and replayed SRTP, BYE: from the peer's
  /// own address, in a call. Each voice says a number, so that a repeat would be heard.
  @Test
  void inACallTheValidatedAddressIsSpoofedInVain() {
    try (Relay relay = new Relay()) {
      Peers.Leg ayu = peers.through(relay, LegSide.AGENT, _ -> {}).ready();
      ayu.there().play(Peers.counting());
      List<Byte> before = numbers(ayu.hereEar(), 20);
      List<byte[]> recorded =
          relay.fromPeer().stream().filter(b -> kind(b) == PacketKind.RTP).toList();
      byte[] last = recorded.getLast();
      int ssrc = RtpHeader.ssrc(last, 0);
      int next = RtpHeader.sequenceNumber(last, 0) + 1;
      for (int i = 0; i < 20; i++) {
        recorded.forEach(relay::intoGateway);
        intoHandshakes().forEach(relay::intoGateway);
        rtcp(ssrc).forEach(relay::intoGateway);
        for (int ahead = 0; ahead < 20; ahead++) {
          relay.intoGateway(rtp(ssrc, next + ahead));
        }
        byte[] forged = last.clone();
        forged[forged.length - 1 - i % 8] ^= 1;
        relay.intoGateway(forged);
        // Read before there is more, or the socket's buffer would lose of the peer's as well.
        peers.totals();
      }
      List<Byte> after = numbers(ayu.hereEar(), 100);
      List<Byte> all = new ArrayList<>(before);
      all.addAll(after);
      for (int i = 1; i < all.size(); i++) {
        assertThat(all.get(i)).as("number %d", i).isEqualTo((byte) (all.get(i - 1) + 1));
      }
      assertThat(ayu.hereEar().closed()).isNotDone();
      assertThat(onceItReaches(101, LegDrop.REPLAYED)).isGreaterThan(100);
      assertThat(onceItReaches(101, LegDrop.NOT_AUTHENTIC)).isGreaterThan(100);
      assertThat(peers.handshakes).hasValue(1);
    }
  }

  /// 2,000 hellos, whole and by halves, from 200 addresses, and 2,000 from the validated one.
  @Test
  void aFloodOfHandshakesBeginsNone() {
    try (Relay relay = new Relay()) {
      Peers.Leg ayu = peers.through(relay, LegSide.AGENT, _ -> {}).ready();
      List<byte[]> hellos = List.of(HostileRecords.nullHello(), HostileRecords.halfHello());
      for (int source = 0; source < 200; source++) {
        try (Attacker stranger = new Attacker(peers.gateway.port())) {
          for (int i = 0; i < 10; i++) {
            stranger.send(hellos.get(i % 2));
          }
          peers.totals();
          assertThat(stranger.received()).isEmpty();
        }
      }
      for (int i = 0; i < 2_000; i++) {
        relay.intoGateway(hellos.get(i % 2));
        if (i % BURST == 0) {
          peers.totals();
        }
      }
      assertThat(peers.handshakes).hasValue(1);
      ayu.there().play(voice(AYU));
      ayu.hereEar().await(AYU);
    }
  }

  private Peers.Leg talking() {
    Peers.Leg customer = peers.customer().ready();
    Peers.Leg ayu = peers.agent().ready();
    talk(customer, ayu);
    stillTalks(ayu);
    return ayu;
  }

  private void talk(Peers.Leg customer, Peers.Leg agent) {
    customer.there().play(voice(CUSTOMER));
    agent.there().play(voice(AYU));
    MediaCall call = peers.gateway.call(customer.here());
    call.attach(agent.here());
    call.openGate();
  }

  private static void stillTalks(Peers.Leg agent) {
    agent.thereEar().forget();
    agent.thereEar().await(CUSTOMER);
  }

  /// In bursts, so that what waits to be read fits into the socket's buffer on any machine.
  private void spray(byte[] datagram) {
    attacker.send(datagram);
    sent++;
    if (sent % BURST == 0) {
      drain();
    }
  }

  private void drain() {
    peers.totals();
    returned.addAll(attacker.received());
  }

  private void assertNothingReturned() {
    drain();
    assertThat(returned).as("bytes to a stranger").isEmpty();
  }

  /// Totals may be read before datagrams that already lie in the socket's buffer.
  private long onceItReaches(long count, LegDrop reason) {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    long dropped = dropped(reason);
    while (dropped < count && System.nanoTime() - deadlineNanos < 0) {
      dropped = dropped(reason);
    }
    return dropped;
  }

  private long dropped(LegDrop reason) {
    MediaTotals totals = peers.totals();
    return totals.agent().dropped(reason) + totals.customer().dropped(reason);
  }

  private static PacketKind kind(byte[] b) {
    return PacketKind.of(b, 0, b.length);
  }

  private static String attribute(Peers.Leg leg, String name) {
    Matcher line = Pattern.compile("a=" + name + ":(\\S+)").matcher(leg.answer());
    assertThat(line.find()).isTrue();
    return line.group(1);
  }

  private static List<Byte> numbers(Ear ear, int count) {
    List<Byte> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(ear.next());
    }
    return numbers;
  }

  private static FrameSource voice(byte who) {
    return (buffer, offset, _) -> {
      buffer[offset] = (byte) 0xF8;
      buffer[offset + 1] = who;
      return 2;
    };
  }

  /// Sends both ends of a handshake five datagrams of its own, each before one of theirs.
  private static final class Spoofer implements Consumer<byte[]> {
    private final Relay relay;
    private final List<byte[]> intoGateway;
    private final List<byte[]> intoWorld = intoHandshakes();
    private final SplittableRandom moments;
    private int left = 5;

    Spoofer(Relay relay, List<byte[]> intoGateway, SplittableRandom moments) {
      this.relay = relay;
      this.intoGateway = intoGateway;
      this.moments = moments;
    }

    @Override
    public synchronized void accept(byte[] passing) {
      if (kind(passing) == PacketKind.DTLS && left > 0 && moments.nextBoolean()) {
        left--;
        relay.intoGateway(intoGateway.get(moments.nextInt(intoGateway.size())));
        relay.intoWorld(intoWorld.get(moments.nextInt(intoWorld.size())));
      }
    }
  }

  /// Sends everything there is, in bursts, until it is stopped.
  private final class Spray {
    private final List<byte[]> shots = new ArrayList<>(intoHandshakes());
    private final Thread thread;
    private volatile boolean stopped;
    volatile int datagrams;

    Spray() {
      shots.add(check("", "", 1));
      shots.addAll(rtcp(9));
      for (int i = 0; i < 10; i++) {
        shots.add(rtp(i, i));
        shots.add(Arrays.copyOf(rtp(i, i), 13));
      }
      thread = Thread.ofPlatform().start(this::run);
    }

    private void run() {
      int number = 0;
      while (!stopped) {
        spray(shots.get(number++ % shots.size()));
        datagrams = number;
      }
    }

    void stop() {
      stopped = true;
      try {
        thread.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    }
  }
}
