package io.dering.transport.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// What waits to be sent in one system call, from one socket at a time. One for a loop.
public final class Outbox {
  private final Messages messages;
  private final MemorySegment capture = Arena.ofAuto().allocate(Mmsg.CAPTURE);
  private final Runnable refused;
  private int fd = -1;
  private int count;

  /// @param capacity datagrams in one call
  /// @param room bytes for each
  /// @param refused told of each datagram that the system refuses
  public Outbox(int capacity, int room, Runnable refused) {
    messages = new Messages(capacity, room);
    this.refused = refused;
  }

  /// Puts a datagram behind the others. Those of another socket, and a full box, are sent first.
  ///
  /// @throws IllegalArgumentException when it is longer than the room
  public void add(int socket, byte[] b, int offset, int length, long to) {
    if (length > messages.room()) {
      throw new IllegalArgumentException("a datagram of " + length + " bytes");
    }
    if (socket != fd || count == messages.capacity()) {
      flush();
      fd = socket;
    }
    messages.fill(count, b, offset, length, to);
    count++;
  }

  /// Sends all. What the system refuses is forgotten: for audio late is worse than lost, and
  /// whatever else is sent is sent again by its protocol.
  public void flush() {
    int sent = 0;
    while (sent < count) {
      int more = Mmsg.send(capture, fd, messages, sent, count - sent);
      if (more > 0) {
        sent += more;
      } else if (Mmsg.errno(capture) != Mmsg.EINTR) {
        sent++;
        refused.run();
      }
    }
    count = 0;
  }
}
