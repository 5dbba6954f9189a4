package io.dering.media.ice;

import io.dering.media.net.EmulatedNetwork;
import io.dering.media.net.Host;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/// An agent with a port on the emulated network, remembering what it reported.
final class IcePeer implements Host, IceOutput {
  final IceAgent agent;
  final List<IceEvent> events = new ArrayList<>();
  final EmulatedNetwork.Port port;
  private final EmulatedNetwork network;
  private @Nullable InetSocketAddress alsoKnownAs;

  IcePeer(EmulatedNetwork network, InetSocketAddress at, IceAgent.Settings settings, long seed) {
    this.network = network;
    this.agent = new IceAgent(settings, new SplittableRandom(seed));
    this.port = network.open(at, this);
  }

  /// Opens a second address of the same host; what arrives there is answered from there.
  void alsoAt(InetSocketAddress second) {
    network.open(second, new SecondAddress(second));
  }

  void start() {
    agent.start(network.nowNanos(), this);
  }

  @Override
  public void receive(byte[] b, int off, int len, InetSocketAddress from, long nowNanos) {
    agent.receive(b, off, len, from, nowNanos, this);
  }

  @Override
  public void advance(long nowNanos) {
    agent.advance(nowNanos, this);
  }

  @Override
  public long nextDeadlineNanos() {
    return agent.nextDeadlineNanos();
  }

  @Override
  public void transmit(byte[] b, int off, int len, InetSocketAddress to) {
    if (alsoKnownAs == null) {
      port.send(b, off, len, to);
    } else {
      network.send(alsoKnownAs, b, off, len, to);
    }
  }

  @Override
  public void iceEvent(IceEvent event) {
    events.add(event);
  }

  boolean isConnected() {
    return agent.state() == IceState.CONNECTED;
  }

  long selections() {
    return events.stream().filter(event -> event instanceof IceEvent.Selected).count();
  }

  static InetSocketAddress at(String literal, int port) {
    return new InetSocketAddress(InetAddress.ofLiteral(literal), port);
  }

  private final class SecondAddress implements Host {
    private final InetSocketAddress address;

    SecondAddress(InetSocketAddress address) {
      this.address = address;
    }

    @Override
    public void receive(byte[] b, int off, int len, InetSocketAddress from, long nowNanos) {
      alsoKnownAs = address;
      IcePeer.this.receive(b, off, len, from, nowNanos);
      alsoKnownAs = null;
    }

    @Override
    public void advance(long nowNanos) {}

    @Override
    public long nextDeadlineNanos() {
      return Long.MAX_VALUE;
    }
  }
}
