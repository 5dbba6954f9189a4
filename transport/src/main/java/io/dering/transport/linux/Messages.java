package io.dering.transport.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// An array of `struct mmsghdr` with room for one datagram and one IPv4 address each, wired up
/// once.
///
/// | where | bytes | what |
/// |---|---|---|
/// | header + 0 | 8 | `msg_name`, to the address |
/// | header + 8 | 4 | `msg_namelen` |
/// | header + 16 | 8 | `msg_iov`, to the one `struct iovec` |
/// | header + 24 | 8 | `msg_iovlen`, 1 |
/// | header + 56 | 4 | `msg_len`, how much came |
/// | iovec + 0 | 8 | `iov_base`, to the datagram |
/// | iovec + 8 | 8 | `iov_len` |
/// | address + 0 | 2 | `sin_family` |
/// | address + 2 | 2 | `sin_port`, network order |
/// | address + 4 | 4 | `sin_addr`, network order |
final class Messages {
  private static final int HEADER = 64;
  private static final int IOVEC = 16;
  private static final int ADDRESS = 16;
  private static final short AF_INET = 2;

  private static final ValueLayout.OfInt NETWORK_INT =
      ValueLayout.JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfShort NETWORK_SHORT =
      ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  private final int capacity;
  private final int room;
  private final MemorySegment headers;
  private final MemorySegment vectors;
  private final MemorySegment addresses;
  private final MemorySegment datagrams;

  /// @param room bytes for each datagram; a longer one that comes in is cut off
  Messages(int capacity, int room) {
    this.capacity = capacity;
    this.room = room;
    // Goes with this object.
    Arena arena = Arena.ofAuto();
    headers = arena.allocate((long) capacity * HEADER, Long.BYTES);
    vectors = arena.allocate((long) capacity * IOVEC, Long.BYTES);
    addresses = arena.allocate((long) capacity * ADDRESS, Long.BYTES);
    datagrams = arena.allocate((long) capacity * room, Long.BYTES);
    for (int i = 0; i < capacity; i++) {
      long header = (long) i * HEADER;
      long vector = (long) i * IOVEC;
      long address = (long) i * ADDRESS;
      headers.set(ValueLayout.ADDRESS, header, addresses.asSlice(address));
      headers.set(ValueLayout.JAVA_INT, header + 8, ADDRESS);
      headers.set(ValueLayout.ADDRESS, header + 16, vectors.asSlice(vector));
      headers.set(ValueLayout.JAVA_LONG, header + 24, 1);
      vectors.set(ValueLayout.ADDRESS, vector, datagrams.asSlice((long) i * room));
      vectors.set(ValueLayout.JAVA_LONG, vector + 8, room);
      addresses.set(ValueLayout.JAVA_SHORT, address, AF_INET);
    }
  }

  int capacity() {
    return capacity;
  }

  int room() {
    return room;
  }

  MemorySegment headers() {
    return headers;
  }

  MemorySegment headersFrom(int first) {
    return first == 0 ? headers : headers.asSlice((long) first * HEADER);
  }

  /// How much came into the message.
  int received(int index) {
    return headers.get(ValueLayout.JAVA_INT, (long) index * HEADER + 56);
  }

  long endpoint(int index) {
    long address = (long) index * ADDRESS;
    return Endpoint.of(
        addresses.get(NETWORK_INT, address + 4),
        addresses.get(NETWORK_SHORT, address + 2) & 0xFFFF);
  }

  byte firstByte(int index) {
    return datagrams.get(ValueLayout.JAVA_BYTE, (long) index * room);
  }

  void copyTo(byte[] b, int index, int length) {
    MemorySegment.copy(datagrams, ValueLayout.JAVA_BYTE, (long) index * room, b, 0, length);
  }

  void fill(int index, byte[] b, int offset, int length, long endpoint) {
    MemorySegment.copy(b, offset, datagrams, ValueLayout.JAVA_BYTE, (long) index * room, length);
    vectors.set(ValueLayout.JAVA_LONG, (long) index * IOVEC + 8, length);
    long address = (long) index * ADDRESS;
    addresses.set(NETWORK_SHORT, address + 2, (short) Endpoint.port(endpoint));
    addresses.set(NETWORK_INT, address + 4, Endpoint.address(endpoint));
  }
}
