package io.dering.media.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Points of a call, oldest first, in few bytes: a call holds hundreds of them for as long as it
/// lasts, and looks at them when it ends. As objects one takes 144 bytes and more, here 20 to 35,
/// and up to half as much again is kept free.
///
/// A point is a byte that says which of [#CUSTOMER], [#AGENT] and [#PAGE] follow, the time since
/// the point before, and then the numbers of each in the order of their records. A number is a
/// base-128 varint of its zigzag form, as in Protocol Buffers, so small ones of either sign take a
/// byte.
///
/// Not thread-safe: one owner.
final class PointLog {
  private static final int CUSTOMER = 1;
  private static final int AGENT = 2;
  private static final int PAGE = 4;

  private static final int FIRST_BYTES = 128;
  private static final int PAYLOAD_BITS = 7;
  private static final int PAYLOAD = 0x7F;
  private static final int MORE = 0x80;

  private static final List<PagePoint.Microphone> MICROPHONES =
      List.of(PagePoint.Microphone.values());

  private byte[] bytes = new byte[FIRST_BYTES];
  private int used;
  private int size;
  private long lastAtMs;

  int size() {
    return size;
  }

  /// Bytes that are held, with those kept for points to come.
  int room() {
    return bytes.length;
  }

  void add(QualityPoint point) {
    LinePoint customer = point.customer();
    LinePoint agent = point.agent();
    PagePoint page = point.page();
    putByte(
        (customer == null ? 0 : CUSTOMER)
            | (agent == null ? 0 : AGENT)
            | (page == null ? 0 : PAGE));
    put(point.atMs() - lastAtMs);
    put(customer);
    put(agent);
    put(page);
    lastAtMs = point.atMs();
    size++;
  }

  List<QualityPoint> points() {
    return new Reader().all();
  }

  private void put(@Nullable LinePoint line) {
    if (line != null) {
      put(line.in());
      put(line.lostIn());
      put(line.out());
      put(line.lostOut());
      put(line.jitterMs());
      put(line.roundTripMs());
    }
  }

  private void put(@Nullable PagePoint page) {
    if (page != null) {
      put(page.spanMs());
      put(page.concealedMs());
      put(page.bufferMs());
      put(page.roundTripMs());
      put(page.agentLevel());
      put(page.agentTalkMs());
      put(page.customerLevel());
      put(page.customerTalkMs());
      put(MICROPHONES.indexOf(page.microphone()));
    }
  }

  private void put(long number) {
    long left = (number << 1) ^ (number >> (Long.SIZE - 1));
    while (left >>> PAYLOAD_BITS != 0) {
      putByte((int) ((left & PAYLOAD) | MORE));
      left >>>= PAYLOAD_BITS;
    }
    putByte((int) left);
  }

  private void putByte(int octet) {
    if (used == bytes.length) {
      bytes = Arrays.copyOf(bytes, used + used / 2);
    }
    bytes[used++] = (byte) octet;
  }

  /// Once through all of them.
  private final class Reader {
    private int at;
    private long atMs;

    List<QualityPoint> all() {
      List<QualityPoint> points = new ArrayList<>(size);
      while (at < used) {
        points.add(point());
      }
      return points;
    }

    private QualityPoint point() {
      int present = bytes[at++];
      atMs += number();
      return new QualityPoint(
          atMs,
          (present & CUSTOMER) == 0 ? null : line(),
          (present & AGENT) == 0 ? null : line(),
          (present & PAGE) == 0 ? null : page());
    }

    private LinePoint line() {
      return new LinePoint(number(), number(), number(), number(), small(), small());
    }

    private PagePoint page() {
      return new PagePoint(
          small(),
          small(),
          small(),
          small(),
          small(),
          small(),
          small(),
          small(),
          MICROPHONES.get(small()));
    }

    private int small() {
      return (int) number();
    }

    private long number() {
      long read = 0;
      int shift = 0;
      int octet;
      do {
        octet = bytes[at++];
        read |= (long) (octet & PAYLOAD) << shift;
        shift += PAYLOAD_BITS;
      } while ((octet & MORE) != 0);
      return (read >>> 1) ^ -(read & 1);
    }
  }
}
