package io.dering.gateway.cli;

import io.dering.media.stun.StunDefect;
import io.dering.media.stun.StunMessage;
import io.dering.media.stun.StunType;
import io.dering.media.stun.StunWriter;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// Asks a STUN server how it sees us: one binding request and its answer (RFC 8489 §3), of our own
/// `media.stun`. A library's harvester would bring a whole ICE stack for one packet each way.
final class StunQuestion {
  /// The request is said again, each time with a longer wait: half a second to two.
  private static final int[] WAITS_MS = {500, 1_000, 2_000};

  private final RandomGenerator random;

  StunQuestion(RandomGenerator random) {
    this.random = random;
  }

  /// Our address as the server sees it; empty when it does not answer.
  ///
  /// @param port from which to ask: the media port, so that the answer is what peers see
  Optional<InetSocketAddress> ask(InetSocketAddress server, int port) throws IOException {
    int high = random.nextInt();
    long low = random.nextLong();
    var request = new StunWriter();
    request.begin(StunType.BINDING_REQUEST, high, low).fingerprint();
    byte[] room = new byte[1_500];
    var answer = new StunMessage();
    try (var socket = new DatagramSocket(port)) {
      for (int waitMs : WAITS_MS) {
        socket.send(new DatagramPacket(request.array(), request.length(), server));
        socket.setSoTimeout(waitMs);
        var packet = new DatagramPacket(room, room.length);
        try {
          socket.receive(packet);
        } catch (SocketTimeoutException _) {
          continue;
        }
        if (packet.getSocketAddress().equals(server)
            && answer.wrap(room, 0, packet.getLength()) == StunDefect.NONE
            && answer.type() == StunType.BINDING_SUCCESS
            && answer.transactionHigh() == high
            && answer.transactionLow() == low) {
          return Optional.ofNullable(answer.xorMappedAddress());
        }
      }
    }
    return Optional.empty();
  }
}
