package io.dering.transport.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;

/// What one system call has taken from a socket. One for a loop: the next call overwrites it.
public final class Inbox {
  private final Messages messages;
  private final MemorySegment capture = Arena.ofAuto().allocate(Mmsg.CAPTURE);

  /// @param capacity datagrams in one call
  /// @param room bytes for each; a longer datagram is cut off, and says this length
  public Inbox(int capacity, int room) {
    messages = new Messages(capacity, room);
  }

  public int capacity() {
    return messages.capacity();
  }

  /// Takes what is there, without waiting.
  ///
  /// @return how many came; fewer than the capacity: nothing is left
  public int receive(int fd) {
    int count = Mmsg.receive(capture, fd, messages, Mmsg.MSG_DONTWAIT);
    while (count < 0 && Mmsg.errno(capture) == Mmsg.EINTR) {
      count = Mmsg.receive(capture, fd, messages, Mmsg.MSG_DONTWAIT);
    }
    return Math.max(count, 0);
  }

  /// The same, but where nothing is there it waits for the first, as long as the socket lets it
  /// ([BlockingReads]) and no signal comes.
  ///
  /// @return how many came; none: it has waited in vain
  public int await(int fd) {
    return Math.max(Mmsg.receive(capture, fd, messages, Mmsg.MSG_WAITFORONE), 0);
  }

  /// Bytes.
  public int length(int index) {
    return messages.received(index);
  }

  /// Who sent it.
  public long from(int index) {
    return messages.endpoint(index);
  }

  /// The byte that tells its kind (RFC 7983); of a datagram that is not empty.
  public byte firstByte(int index) {
    return messages.firstByte(index);
  }

  /// Copies the whole datagram to the start of that array.
  public void copyTo(byte[] b, int index) {
    messages.copyTo(b, index, length(index));
  }
}
