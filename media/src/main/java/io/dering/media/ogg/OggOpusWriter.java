package io.dering.media.ogg;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Makes an Ogg Opus file out of packets, a page a second: what has been handed out survives a
/// crash, and headers cost 1 % of speech.
///
/// Order of use: `begin` once, `packet` any number of times, `finish` once. A packet never spans
/// pages.
public final class OggOpusWriter {
  /// Audio on a page, in 48 kHz ticks. More makes files smaller by a hair, less loses less in a
  /// crash.
  static final int PAGE_TICKS = 48_000;

  private static final long HEADER_GRANULE = 0;
  private static final int MAX_VENDOR_LENGTH = 255;

  private final int serial;
  private final OpusHead head;
  private final String vendor;
  private final byte[] page = new byte[OggPage.MAX_LENGTH];
  private final byte[] lacing = new byte[OggPage.MAX_SEGMENTS];
  private final byte[] body = new byte[OggPage.MAX_SEGMENTS * OggPage.MAX_SEGMENT_LENGTH];
  private int segments;
  private int bodyLength;
  private int pageTicks;
  private long granule;
  private int sequence;
  private boolean begun;
  private boolean finished;

  /// @param serial number of the stream, random
  /// @param vendor who encoded, for the comment header; at most 255 bytes in UTF-8
  public OggOpusWriter(int serial, OpusHead head, String vendor) {
    if (vendor.getBytes(UTF_8).length > MAX_VENDOR_LENGTH) {
      throw new IllegalArgumentException("the vendor has at most 255 bytes");
    }
    this.serial = serial;
    this.head = head;
    this.vendor = vendor;
  }

  /// Writes the two header pages.
  public void begin(OggSink out) {
    if (begun) {
      throw new IllegalStateException("already begun");
    }
    begun = true;
    byte[] first = head.packet();
    append(first, 0, first.length);
    flush(OggPage.FIRST, HEADER_GRANULE, out);
    byte[] second = OpusTags.packet(vendor);
    append(second, 0, second.length);
    flush(0, HEADER_GRANULE, out);
  }

  /// Takes one Opus packet, 1 to 61440 bytes.
  ///
  /// @param durationTicks its playing time at 48 kHz, 120 to 5760
  public void packet(byte[] b, int off, int len, int durationTicks, OggSink out) {
    if (!begun || finished) {
      throw new IllegalStateException("packets come between begin and finish");
    }
    if (len < 1 || len > OggOpusReader.MAX_PACKET_LENGTH || durationTicks < 0) {
      throw new IllegalArgumentException("no Opus packet: " + len + " bytes");
    }
    boolean full = segments + segmentsOf(len) > OggPage.MAX_SEGMENTS;
    if (segments > 0 && (full || pageTicks + durationTicks > PAGE_TICKS)) {
      flush(0, granule, out);
    }
    append(b, off, len);
    pageTicks += durationTicks;
    granule += durationTicks;
  }

  /// Writes the last page.
  public void finish(OggSink out) {
    if (!begun || finished) {
      throw new IllegalStateException("finish comes once, after begin");
    }
    finished = true;
    flush(OggPage.LAST, granule, out);
  }

  private static int segmentsOf(int len) {
    return len / OggPage.MAX_SEGMENT_LENGTH + 1;
  }

  private void append(byte[] b, int off, int len) {
    System.arraycopy(b, off, body, bodyLength, len);
    bodyLength += len;
    int rest = len;
    for (int i = segmentsOf(len); i > 0; i--) {
      int length = Math.min(rest, OggPage.MAX_SEGMENT_LENGTH);
      lacing[segments++] = (byte) length;
      rest -= length;
    }
  }

  private void flush(int flags, long position, OggSink out) {
    ByteBuffer buffer = ByteBuffer.wrap(page).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(Integer.reverseBytes(OggPage.CAPTURE_PATTERN)).put((byte) 0).put((byte) flags);
    buffer.putLong(position).putInt(serial).putInt(sequence++).putInt(0);
    buffer.put((byte) segments).put(lacing, 0, segments).put(body, 0, bodyLength);
    int length = buffer.position();
    buffer.putInt(OggPage.CHECKSUM_OFFSET, OggPage.computeChecksum(page, 0, length));
    segments = 0;
    bodyLength = 0;
    pageTicks = 0;
    out.page(page, 0, length);
  }
}
