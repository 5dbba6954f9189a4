package io.dering.media.bridge;

import io.dering.media.net.EmulatedNetwork;
import io.dering.media.net.Host;
import io.dering.media.opus.OpusClip;
import io.dering.media.peer.LegPair;
import io.dering.media.peer.LegPeer;
import io.dering.media.rtp.RtpHeader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// A call on the emulated network: Meta's end, the gateway's two legs with the bridge between, and
/// agents' browsers. What the media loop does in the real house is done here by hand.
final class BridgedCall {
  private static final InetSocketAddress NOWHERE =
      new InetSocketAddress(InetAddress.ofLiteral("192.0.2.1"), 1);

  final EmulatedNetwork net;
  final LegPair customer;
  final Bridge bridge;

  /// Authentic packets as they came in at the gateway, of the agent who is on the call.
  final List<Packet> customerSays = new ArrayList<>();

  final List<Packet> agentSays = new ArrayList<>();
  final List<Packet> customerHears = new ArrayList<>();
  final List<Packet> agentHears = new ArrayList<>();
  private @Nullable LegPair agent;

  /// A plain RTP packet where it arrived.
  // Compared by no one; the payload is a copy.
  @SuppressWarnings("ArrayRecordComponent")
  record Packet(
      long atNanos,
      int sequence,
      int timestamp,
      int payloadType,
      int ssrc,
      boolean marker,
      byte[] payload) {
    static Packet of(byte[] b, int offset, int length, long nowNanos) {
      return new Packet(
          nowNanos,
          RtpHeader.sequenceNumber(b, offset),
          RtpHeader.timestamp(b, offset),
          RtpHeader.payloadType(b, offset),
          RtpHeader.ssrc(b, offset),
          RtpHeader.marker(b, offset),
          Arrays.copyOfRange(b, offset + RtpHeader.MIN_LENGTH, offset + length));
    }
  }

  BridgedCall(EmulatedNetwork net, LegPair customer) {
    this(net, customer, new HoldOff());
  }

  BridgedCall(EmulatedNetwork net, LegPair customer, HoldOff holdOff) {
    this.net = net;
    this.customer = customer;
    this.bridge = new Bridge(customer.gateway().leg, holdOff);
    customer
        .remote()
        .bridgeTo((b, off, len, now) -> customerHears.add(Packet.of(b, off, len, now)));
    customer
        .gateway()
        .bridgeTo((b, off, len, now) -> {
          customerSays.add(Packet.of(b, off, len, now));
          bridge.fromCustomer(b, off, len, now, agentOrNobody());
        });
    net.open(NOWHERE, new Pacing());
  }

  /// A browser whose leg is ready; it is not on the call yet.
  LegPair browser(int number) {
    LegPair pair =
        LegPair.agent(net, new InetSocketAddress(LegPair.BROWSER.getAddress(), 20_000 + number));
    return enlist(pair.ready());
  }

  LegPair enlist(LegPair pair) {
    pair.remote().bridgeTo((b, off, len, now) -> agentHears.add(Packet.of(b, off, len, now)));
    pair.gateway()
        .bridgeTo((b, off, len, now) -> {
          if (pair.equals(agent)) {
            agentSays.add(Packet.of(b, off, len, now));
            bridge.fromAgent(b, off, len, now, customer.gateway());
          }
        });
    return pair;
  }

  void attach(LegPair pair) {
    agent = pair;
    turn(now -> bridge.attach(pair.gateway().leg, now));
  }

  void detach() {
    agent = null;
    turn(bridge::detach);
  }

  void mute(boolean muted) {
    turn(now -> bridge.mute(muted, now));
  }

  void openGate() {
    turn(now -> bridge.openGate(now, customer.gateway()));
  }

  void play(OpusClip clip) {
    turn(now -> bridge.play(clip, now));
  }

  Speaker speaker(LegPeer mouth, int name) {
    Speaker speaker = new Speaker(mouth, name);
    net.open(NOWHERE, speaker);
    return speaker;
  }

  private void turn(LongConsumer verb) {
    customer.gateway().turn(verb);
  }

  private LegPeer agentOrNobody() {
    return agent == null ? customer.gateway() : agent.gateway();
  }

  /// The bridge's place among the deadlines.
  private final class Pacing implements Host {
    @Override
    public void receive(byte[] b, int off, int len, InetSocketAddress from, long nowNanos) {}

    @Override
    public void advance(long nowNanos) {
      LegPair there = agent;
      turn(now -> bridge.advance(now, customer.gateway(), there == null ? null : there.gateway()));
    }

    @Override
    public long nextDeadlineNanos() {
      return bridge.nextDeadlineNanos();
    }
  }
}
