package io.dering.transport.udp;

import io.dering.media.demux.PacketKind;
import io.dering.media.rtp.RtpHeader;
import io.dering.media.stun.MessageIntegrity;
import io.dering.media.stun.StunDefect;
import io.dering.media.stun.StunMessage;
import io.dering.media.stun.StunPeek;
import io.dering.media.stun.StunType;
import io.dering.media.stun.StunWriter;
import io.dering.transport.dtls.BareDtlsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The positive control: a media server for one call without any of the guards. Each line of it has
/// been shipped by somebody: STUN is answered before it is authenticated, the first DTLS packet
/// wins, media follow whoever spoke last, and tags and repeats are not looked at.
final class NaiveServer implements AutoCloseable {
  /// Four digits, as short as RFC 8445 allows.
  static final String UFRAG = "4711";

  private static final int PATIENCE_SECONDS = 30;

  private final DatagramSocket socket;
  private final MessageIntegrity integrity =
      MessageIntegrity.ofPassword("nobody-asks-for-this-one");
  private final StunMessage message = new StunMessage();
  private final StunWriter writer = new StunWriter();
  private final Map<SocketAddress, BareDtlsServer> handshakes = new HashMap<>();
  private final BlockingQueue<Object> happened = new LinkedBlockingQueue<>();
  private @Nullable SocketAddress peer;

  /// What it took for the peer's.
  record Heard(byte voice) {}

  /// It takes media to this address from now on.
  record Moved(SocketAddress to) {}

  /// A handshake is over.
  record Handshake(boolean succeeded) {}

  /// It holds so many handshakes.
  record Holds(int handshakes) {}

  NaiveServer() {
    try {
      socket = new DatagramSocket(0, Peers.LOOPBACK);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::serve);
  }

  int port() {
    return socket.getLocalPort();
  }

  /// The next thing of this kind that happened to it; what else did is passed over.
  <T> T next(Class<T> kind) {
    try {
      while (true) {
        Object event = happened.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        if (event == null) {
          throw new AssertionError("the attack has not broken the naive server");
        }
        if (kind.isInstance(event)) {
          return kind.cast(event);
        }
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    socket.close();
  }

  private void serve() {
    DatagramPacket packet = new DatagramPacket(new byte[2_000], 2_000);
    try {
      while (true) {
        packet.setLength(2_000);
        socket.receive(packet);
        byte[] b = Arrays.copyOf(packet.getData(), packet.getLength());
        switch (PacketKind.of(b, 0, b.length)) {
          case STUN -> check(b, (InetSocketAddress) packet.getSocketAddress());
          case DTLS -> handshake(b, packet.getSocketAddress());
          case RTP -> media(b, packet.getSocketAddress());
          case RTCP, OTHER -> {}
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // Closed: the end of the test.
    }
    handshakes.values().forEach(BareDtlsServer::close);
  }

  private void check(byte[] b, InetSocketAddress from) {
    if (message.wrap(b, 0, b.length) == StunDefect.NONE) {
      writer.beginReply(StunType.BINDING_SUCCESS, message).xorMappedAddress(from);
      writer.integrity(integrity).fingerprint();
      send(Arrays.copyOf(writer.array(), writer.length()), from);
      if (UFRAG.equals(StunPeek.localUfrag(b, 0, b.length))) {
        move(from);
      }
    }
  }

  private void handshake(byte[] b, SocketAddress from) {
    BareDtlsServer server =
        handshakes.computeIfAbsent(
            from,
            to -> {
              BareDtlsServer made = new BareDtlsServer(answer -> send(answer, to));
              var _ = made.outcome().thenAccept(ok -> happened.add(new Handshake(ok)));
              return made;
            });
    server.deliver(b);
    happened.add(new Holds(handshakes.size()));
  }

  private void media(byte[] b, SocketAddress from) {
    move(from);
    happened.add(new Heard(b[b.length - 1]));
    byte[] ours = new byte[RtpHeader.MIN_LENGTH + 1];
    RtpHeader.write(ours, 0, false, 111, 1, 960, 7);
    send(ours, from);
  }

  private void move(SocketAddress to) {
    if (!to.equals(peer)) {
      peer = to;
      happened.add(new Moved(to));
    }
  }

  private void send(byte[] datagram, SocketAddress to) {
    try {
      socket.send(new DatagramPacket(datagram, datagram.length, to));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
