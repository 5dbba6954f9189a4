package io.dering.bench.peers;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// rtpengine's control protocol, NG: a cookie and a dictionary in a datagram, the same cookie and
/// another one back. One thread's.
final class NgClient implements AutoCloseable {
  private static final int MAX_DATAGRAM = 65_535;
  private static final int TRY_MS = 500;
  private static final int TRIES = 20;

  private final DatagramSocket socket;
  private long cookies;

  NgClient(int port) throws IOException {
    socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    socket.connect(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(TRY_MS);
  }

  /// Sent again until it is answered: rtpengine knows a repeat by its cookie.
  ///
  /// @throws IOException when it is refused, or not answered
  Map<?, ?> ask(String command, Map<String, Object> fields) throws IOException {
    Map<String, Object> all = new HashMap<>(fields);
    all.put("command", command);
    String cookie = Long.toString(++cookies);
    byte[] request = (cookie + " " + Bencode.encode(all)).getBytes(StandardCharsets.ISO_8859_1);
    for (int i = 0; i < TRIES; i++) {
      Map<?, ?> answer = exchanged(cookie, request);
      if (answer != null) {
        if ("error".equals(answer.get("result"))) {
          throw new IOException("rtpengine refuses %s: %s".formatted(command, answer));
        }
        return answer;
      }
    }
    throw new IOException("rtpengine does not answer " + command);
  }

  private @Nullable Map<?, ?> exchanged(String cookie, byte[] request) {
    try {
      socket.send(new DatagramPacket(request, request.length));
      DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM], MAX_DATAGRAM);
      while (true) {
        socket.receive(packet);
        String answer =
            new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
        if (answer.startsWith(cookie + " ")) {
          return Bencode.dictionary(answer.substring(cookie.length() + 1));
        }
      }
    } catch (SocketTimeoutException _) {
      return null;
    } catch (IOException _) {
      // Refused by the kernel: not listening yet.
      LockSupport.parkNanos(TRY_MS * 1_000_000L);
      return null;
    }
  }

  @Override
  public void close() {
    socket.close();
  }
}
