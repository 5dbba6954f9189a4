package io.dering.bench.jmh;

import io.dering.media.bridge.Bridge;
import io.dering.media.dtls.DtlsKeys;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.Fingerprint;
import io.dering.media.ice.Candidate;
import io.dering.media.ice.InetAddressPolicy;
import io.dering.media.leg.Leg;
import io.dering.media.leg.LegEvent;
import io.dering.media.leg.LegOutput;
import io.dering.media.leg.LegPolicy;
import io.dering.media.leg.Negotiation;
import io.dering.media.sdp.AudioSession;
import io.dering.media.sdp.SdpReader;
import io.dering.media.sdp.SdpResult;
import io.dering.media.srtp.SrtpProfile;
import io.dering.media.srtp.SrtpScratch;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.SplittableRandom;

/// A customer's leg and an agent's, both ready, and the bridge between them: ICE as in life, but
/// without a network, and keys of our own in place of a handshake.
///
/// Both legs have the same keys in both directions. So what leaves towards the agent is what a
/// customer could have sent next, and the one packet goes round and round: authentic and new each
/// time, without anybody who makes it outside the gateway.
final class TwoLegs {
  private static final int ROOM = 256;
  private static final int PAYLOAD_LENGTH = 100;
  private static final long STEP_NANOS = 5_000_000;
  private static final int MOST_STEPS = 2_000;
  private static final InetSocketAddress META = address("157.240.1.9", 3484);
  private static final InetSocketAddress BROWSER = address("198.51.100.7", 51_000);

  private final SrtpProfile profile;
  private final SrtpScratch scratch = new SrtpScratch();
  private final Way towardsAgent = new Way();
  private final Way towardsCustomer = new Way();
  private final Leg customer;
  private final Leg agent;
  private final Bridge bridge;
  private long nowNanos;

  /// @throws IllegalStateException when no packet comes through
  TwoLegs(SrtpProfile profile) {
    this.profile = profile;
    customer = connected(address("203.0.113.5", 10_000), META, true, towardsCustomer);
    agent = connected(address("203.0.113.5", 10_002), BROWSER, false, towardsAgent);
    bridge = new Bridge(customer);
    bridge.attach(agent, nowNanos);
    bridge.openGate(nowNanos, towardsCustomer);
    towardsAgent.media = (b, off, len) -> bridge.fromAgent(b, off, len, nowNanos, towardsCustomer);
    towardsCustomer.media =
        (b, off, len) -> bridge.fromCustomer(b, off, len, nowNanos, towardsAgent);
    speak(customer, towardsAgent);
    speak(agent, towardsCustomer);
    for (int i = 0; i < 3; i++) {
      fromCustomer();
      fromAgent();
    }
  }

  /// The bytes of a packet on its way out.
  int fromCustomer() {
    nowNanos += Bridge.FRAME_NANOS;
    return pass(customer, META, towardsCustomer, towardsAgent);
  }

  int fromAgent() {
    nowNanos += Bridge.FRAME_NANOS;
    return pass(agent, BROWSER, towardsAgent, towardsCustomer);
  }

  private int pass(Leg from, InetSocketAddress source, Way own, Way other) {
    long before = other.datagrams;
    from.receive(other.b, 0, other.length, source, nowNanos, own);
    if (other.datagrams != before + 1) {
      throw new IllegalStateException("not forwarded: " + from.stats().snapshot());
    }
    return other.length;
  }

  /// The first packet of a direction, in the place of the peer's.
  private void speak(Leg leg, Way into) {
    int length = leg.outgoing().frame(into.b, 0, PAYLOAD_LENGTH, nowNanos);
    leg.send(into.b, 0, length, into);
  }

  /// @param remoteLite a peer like Meta's, otherwise one like a browser
  private Leg connected(
      InetSocketAddress ours, InetSocketAddress theirs, boolean remoteLite, Way way) {
    SplittableRandom random = new SplittableRandom(theirs.getPort());
    Negotiation offering =
        Negotiation.offering(
            new LegPolicy(remoteLite, InetAddressPolicy.ALLOW_ALL, "remote"),
            List.of(Candidate.host("1", theirs, 65_535)),
            certificate("remote"),
            random);
    Negotiation.Agreed here =
        agreed(
            Negotiation.answering(
                read(offering.sdp()),
                new LegPolicy(!remoteLite, InetAddressPolicy.ALLOW_ALL, "dering"),
                List.of(Candidate.host("1", ours, 65_535)),
                certificate("gateway"),
                random));
    Negotiation.Agreed there = agreed(offering.answered(read(here.sdp())));
    Leg leg = new Leg(here.settings(), here.cname(), random, scratch);
    Leg peer = new Leg(there.settings(), there.cname(), random, scratch);
    Way peersWay = new Way();
    way.connecting = true;
    peersWay.connecting = true;
    peer.start(nowNanos, peersWay);
    leg.start(nowNanos, way);
    for (int step = 0; step < MOST_STEPS && way.attempt == 0; step++) {
      nowNanos += STEP_NANOS;
      peer.advance(nowNanos, peersWay);
      leg.advance(nowNanos, way);
      deliver(way, peer, ours, peersWay);
      deliver(peersWay, leg, theirs, way);
    }
    leg.dtlsEstablished(way.attempt, keys(), nowNanos, way);
    way.connecting = false;
    if (!leg.ready()) {
      throw new IllegalStateException("not ready: " + leg.trace(nowNanos));
    }
    return leg;
  }

  private void deliver(Way from, Leg to, InetSocketAddress source, Way tosOwn) {
    for (byte[] next = from.queue.poll(); next != null; next = from.queue.poll()) {
      to.receive(next, 0, next.length, source, nowNanos, tosOwn);
    }
  }

  /// The same for client and server.
  private DtlsKeys keys() {
    byte[] material = new byte[profile.keyingMaterialLength()];
    Arrays.fill(material, (byte) 7);
    return new DtlsKeys(profile, material, true);
  }

  private static Negotiation.Agreed agreed(Negotiation.Outcome outcome) {
    return switch (outcome) {
      case Negotiation.Agreed agreed -> agreed;
      case Negotiation.Refused refused -> throw new IllegalStateException(refused.toString());
    };
  }

  private static AudioSession read(String sdp) {
    return switch (SdpReader.read(sdp)) {
      case SdpResult.Accepted(var session) -> session;
      case SdpResult.Refused(var reason, _) -> throw new IllegalStateException(reason.toString());
    };
  }

  private static Fingerprint certificate(String of) {
    return Fingerprint.ofCertificate(of.getBytes(StandardCharsets.US_ASCII));
  }

  private static InetSocketAddress address(String literal, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
  }

  private interface Media {
    void media(byte[] b, int offset, int length);
  }

  /// Keeps the last datagram that left, and all of them while there is no connection yet.
  private static final class Way implements LegOutput {
    private final byte[] b = new byte[ROOM];
    private final Queue<byte[]> queue = new ArrayDeque<>();
    private Media media = (_, _, _) -> {};
    private boolean connecting;
    private int attempt;
    private int length;
    private long datagrams;

    @Override
    public void transmit(byte[] buffer, int offset, int count, InetSocketAddress to) {
      if (connecting) {
        queue.add(Arrays.copyOfRange(buffer, offset, offset + count));
      } else {
        System.arraycopy(buffer, offset, b, 0, count);
        length = count;
        datagrams++;
      }
    }

    @Override
    public void media(byte[] buffer, int offset, int count) {
      media.media(buffer, offset, count);
    }

    @Override
    public void startDtls(int number, DtlsRole role) {
      attempt = number;
    }

    @Override
    public void receiveDtls(int number, byte[] buffer, int offset, int count) {
      throw new IllegalStateException("nobody speaks DTLS here");
    }

    @Override
    public void legEvent(LegEvent event) {
      if (event instanceof LegEvent.Closed) {
        throw new IllegalStateException(event.toString());
      }
    }
  }
}
