package io.dering.bench.lean;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;

/// Datagrams in the memory layout of `sendmmsg` and `recvmmsg`: an array of `struct mmsghdr` with
/// everything that it points to, for 64-bit Linux. One thread's.
final class MessageBatch {
  /// In one system call. More saves little: a call is a tenth of what a datagram costs.
  static final int CAPACITY = 64;

  /// An Ethernet frame, and room to see that something was longer.
  static final int MAX_LENGTH = 1_536;

  private static final int HEADER = 64;
  private static final int HEADER_NAME_LENGTH = 8;
  private static final int HEADER_CONTROL_LENGTH = 40;
  private static final int HEADER_LENGTH = 56;
  private static final int VECTOR = 16;
  private static final int NAME = 16;

  /// Three control messages of 32 bytes: where to, when, how many were dropped. Of what is sent
  /// two: where from, how long each datagram is.
  private static final int CONTROL = 96;

  private static final int CONTROL_HEADER = 16;
  private static final int PKTINFO_LENGTH = CONTROL_HEADER + 12;
  private static final int PKTINFO_SPACE = 32;
  private static final int SEGMENT_LENGTH = CONTROL_HEADER + 2;
  private static final int SEGMENT_SPACE = 24;

  private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT;
  private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG;
  private static final ValueLayout.OfInt NETWORK_INT = INT.withOrder(ByteOrder.BIG_ENDIAN);
  private static final ValueLayout.OfShort NETWORK_SHORT =
      ValueLayout.JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);

  private final int room;
  private final MemorySegment headers;
  private final MemorySegment vectors;
  private final MemorySegment names;
  private final MemorySegment controls;
  private final MemorySegment bytes;

  MessageBatch(Arena arena) {
    this(arena, CAPACITY, MAX_LENGTH);
  }

  /// @param room for each, bytes
  MessageBatch(Arena arena, int capacity, int room) {
    this.room = room;
    headers = arena.allocate((long) HEADER * capacity, 8);
    vectors = arena.allocate((long) VECTOR * capacity, 8);
    names = arena.allocate((long) NAME * capacity, 8);
    controls = arena.allocate((long) CONTROL * capacity, 8);
    bytes = arena.allocate((long) room * capacity, 64);
    for (int i = 0; i < capacity; i++) {
      long header = (long) HEADER * i;
      headers.set(LONG, header, names.address() + (long) NAME * i);
      headers.set(LONG, header + 16, vectors.address() + (long) VECTOR * i);
      headers.set(LONG, header + 24, 1);
      headers.set(LONG, header + 32, controls.address() + (long) CONTROL * i);
      vectors.set(LONG, (long) VECTOR * i, bytes.address() + (long) room * i);
      readyToReceive(i);
    }
  }

  /// What the kernel is given, from that message on.
  MemorySegment headers(int from) {
    return from == 0 ? headers : headers.asSlice((long) HEADER * from);
  }

  /// Gives the message all its room back, which the kernel had cut to what came.
  void readyToReceive(int i) {
    headers.set(INT, (long) HEADER * i + HEADER_NAME_LENGTH, NAME);
    headers.set(LONG, (long) HEADER * i + HEADER_CONTROL_LENGTH, CONTROL);
    vectors.set(LONG, (long) VECTOR * i + 8, room);
  }

  /// Makes it a datagram to be sent from the route's local address.
  void write(int i, Route route, byte[] b, int offset, int length) {
    headers.set(INT, (long) HEADER * i + HEADER_NAME_LENGTH, NAME);
    headers.set(LONG, (long) HEADER * i + HEADER_CONTROL_LENGTH, PKTINFO_SPACE);
    long name = (long) NAME * i;
    names.set(ValueLayout.JAVA_SHORT, name, (short) Libc.AF_INET);
    names.set(NETWORK_SHORT, name + 2, (short) route.remotePort());
    names.set(NETWORK_INT, name + 4, route.remote());
    long control = (long) CONTROL * i;
    controls.set(LONG, control, PKTINFO_LENGTH);
    controls.set(INT, control + 8, Libc.IPPROTO_IP);
    controls.set(INT, control + 12, Libc.IP_PKTINFO);
    controls.set(INT, control + CONTROL_HEADER, 0);
    controls.set(NETWORK_INT, control + CONTROL_HEADER + 4, route.local());
    controls.set(INT, control + CONTROL_HEADER + 8, 0);
    vectors.set(LONG, (long) VECTOR * i + 8, length);
    MemorySegment.copy(b, offset, bytes, JAVA_BYTE, (long) room * i, length);
  }

  /// Makes it a row of datagrams of that length, which the kernel cuts up as late as it can
  /// (UDP_SEGMENT, udp(7)): the way through it is paid once.
  void cutUp(int i, int length) {
    headers.set(LONG, (long) HEADER * i + HEADER_CONTROL_LENGTH, PKTINFO_SPACE + SEGMENT_SPACE);
    long control = (long) CONTROL * i + PKTINFO_SPACE;
    controls.set(LONG, control, SEGMENT_LENGTH);
    controls.set(INT, control + 8, Libc.SOL_UDP);
    controls.set(INT, control + 12, Libc.UDP_SEGMENT);
    controls.set(ValueLayout.JAVA_SHORT, control + CONTROL_HEADER, (short) length);
  }

  /// Reads what came: its bytes to the front of the arrival's buffer, and everything about it.
  void read(int i, Arrival into) {
    int length = headers.get(INT, (long) HEADER * i + HEADER_LENGTH);
    MemorySegment.copy(bytes, JAVA_BYTE, (long) room * i, into.bytes, 0, length);
    into.length = length;
    into.remotePort = names.get(NETWORK_SHORT, (long) NAME * i + 2) & 0xFFFF;
    into.remote = names.get(NETWORK_INT, (long) NAME * i + 4);
    into.local = 0;
    into.stampNanos = 0;
    long at = (long) CONTROL * i;
    long end = at + headers.get(LONG, (long) HEADER * i + HEADER_CONTROL_LENGTH);
    while (at + CONTROL_HEADER <= end) {
      long controlLength = controls.get(LONG, at);
      if (controlLength < CONTROL_HEADER) {
        return;
      }
      readControl(at, into);
      at += (controlLength + 7) & ~7L;
    }
  }

  private void readControl(long at, Arrival into) {
    int level = controls.get(INT, at + 8);
    int type = controls.get(INT, at + 12);
    long content = at + CONTROL_HEADER;
    if (level == Libc.IPPROTO_IP && type == Libc.IP_PKTINFO) {
      into.local = controls.get(NETWORK_INT, content + 8);
    } else if (level == Libc.SOL_SOCKET && type == Libc.SO_TIMESTAMPNS) {
      into.stampNanos =
          controls.get(LONG, content) * 1_000_000_000L + controls.get(LONG, content + 8);
    } else if (level == Libc.SOL_SOCKET && type == Libc.SO_RXQ_OVFL) {
      into.dropped = controls.get(INT, content);
    }
  }
}
