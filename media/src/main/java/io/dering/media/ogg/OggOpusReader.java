package io.dering.media.ogg;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Takes an Ogg Opus file apart. Anything may come in: the work is bounded by the file's length,
/// and what is wrong is named with the offset of its page.
public final class OggOpusReader {
  /// Bytes of a file: Meta's bound for audio (16 MB), which is some hours of speech.
  public static final int MAX_LENGTH = 16 << 20;

  /// Audio packets of a file; at 20 ms each, two and a half hours.
  public static final int MAX_PACKETS = 450_000;

  /// Bytes of an audio packet that RFC 7845 §6 asks a decoder to take.
  static final int MAX_PACKET_LENGTH = 61_440;

  /// Bytes of the comments, which may hold a picture.
  private static final int MAX_TAGS_LENGTH = 1 << 20;

  private final byte[] file;
  private final ByteBuffer in;
  private final List<byte[]> packets = new ArrayList<>();
  private @Nullable OpusHead head;
  private @Nullable String vendor;
  private byte[] pending = new byte[1024];
  private int pendingLength;
  private boolean continues;
  private int serial;
  private int nextSequence;
  private boolean ended;
  private long endTicks;

  private OggOpusReader(byte[] file) {
    this.file = file;
    this.in = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Reads a whole file; keeps nothing of the array.
  public static OggOpusResult read(byte[] file) {
    if (file.length > MAX_LENGTH) {
      return new OggOpusResult.Refused(OggRefusal.TOO_LONG, 0);
    }
    return new OggOpusReader(file).read();
  }

  private OggOpusResult read() {
    int at = 0;
    while (at < file.length) {
      int length = pageLength(at);
      Optional<OggRefusal> refusal = length < 0 ? Optional.of(malformed(at)) : page(at, length);
      if (refusal.isPresent()) {
        return new OggOpusResult.Refused(refusal.get(), at);
      }
      at += length;
    }
    if (head == null || vendor == null) {
      return new OggOpusResult.Refused(
          file.length == 0 ? OggRefusal.NOT_OGG : OggRefusal.NO_TAGS, at);
    }
    return continues
        ? new OggOpusResult.Refused(OggRefusal.TRUNCATED, at)
        : new OggOpusResult.Stream(head, vendor, packets, endTicks);
  }

  /// Length of the page at an offset, or -1 when there is none in whole.
  private int pageLength(int at) {
    int available = file.length - at;
    if (available < OggPage.HEADER_LENGTH || !OggPage.isPage(in, at)) {
      return -1;
    }
    int segments = OggPage.segments(in, at);
    int length = OggPage.HEADER_LENGTH + segments;
    if (length > available) {
      return -1;
    }
    for (int i = 0; i < segments; i++) {
      length += file[at + OggPage.HEADER_LENGTH + i] & 0xFF;
    }
    return length <= available ? length : -1;
  }

  private OggRefusal malformed(int at) {
    boolean page = file.length - at >= OggPage.HEADER_LENGTH && OggPage.isPage(in, at);
    boolean cut = at > 0 && file.length - at < OggPage.HEADER_LENGTH;
    return page || cut ? OggRefusal.TRUNCATED : OggRefusal.NOT_OGG;
  }

  private Optional<OggRefusal> page(int at, int length) {
    if (OggPage.computeChecksum(file, at, length) != OggPage.checksum(in, at)) {
      return Optional.of(OggRefusal.WRONG_CHECKSUM);
    }
    int flags = OggPage.flags(in, at);
    boolean first = (flags & OggPage.FIRST) != 0;
    if (at == 0) {
      serial = OggPage.serial(in, at);
      nextSequence = OggPage.sequence(in, at);
    }
    if (ended || first != (at == 0) || OggPage.serial(in, at) != serial) {
      return Optional.of(at == 0 ? OggRefusal.NOT_OGG : OggRefusal.SEVERAL_STREAMS);
    }
    if (OggPage.sequence(in, at) != nextSequence) {
      return Optional.of(OggRefusal.OUT_OF_SEQUENCE);
    }
    nextSequence++;
    if (continues != ((flags & OggPage.CONTINUED) != 0)) {
      return Optional.of(OggRefusal.BROKEN_PACKET);
    }
    ended = (flags & OggPage.LAST) != 0;
    Optional<OggRefusal> refusal = granule(at);
    return refusal.isPresent() ? refusal : segments(at);
  }

  private Optional<OggRefusal> granule(int at) {
    long granule = OggPage.granule(in, at);
    if (granule == OggPage.NO_GRANULE) {
      return Optional.empty();
    }
    if (granule < endTicks) {
      return Optional.of(OggRefusal.WRONG_GRANULE);
    }
    endTicks = granule;
    return Optional.empty();
  }

  private Optional<OggRefusal> segments(int at) {
    int segments = OggPage.segments(in, at);
    int body = at + OggPage.HEADER_LENGTH + segments;
    for (int i = 0; i < segments; i++) {
      int length = file[at + OggPage.HEADER_LENGTH + i] & 0xFF;
      append(body, length);
      body += length;
      continues = length == OggPage.MAX_SEGMENT_LENGTH;
      int most = vendor == null ? MAX_TAGS_LENGTH : MAX_PACKET_LENGTH;
      if (pendingLength > most) {
        return Optional.of(OggRefusal.WRONG_PACKET_LENGTH);
      }
      if (!continues) {
        Optional<OggRefusal> refusal = packet(Arrays.copyOf(pending, pendingLength));
        pendingLength = 0;
        if (refusal.isPresent()) {
          return refusal;
        }
      }
    }
    return Optional.empty();
  }

  private void append(int from, int length) {
    if (pendingLength + length > pending.length) {
      pending = Arrays.copyOf(pending, Math.max(pendingLength + length, pending.length * 2));
    }
    System.arraycopy(file, from, pending, pendingLength, length);
    pendingLength += length;
  }

  private Optional<OggRefusal> packet(byte[] packet) {
    if (head == null) {
      Optional<OpusHead> read = OpusHead.parse(packet);
      head = read.orElse(null);
      return read.isPresent() ? Optional.empty() : Optional.of(OggRefusal.NOT_OPUS);
    }
    if (vendor == null) {
      Optional<String> read = OpusTags.vendor(packet);
      vendor = read.orElse(null);
      return read.isPresent() ? Optional.empty() : Optional.of(OggRefusal.NO_TAGS);
    }
    if (packet.length == 0) {
      return Optional.of(OggRefusal.WRONG_PACKET_LENGTH);
    }
    if (packets.size() == MAX_PACKETS) {
      return Optional.of(OggRefusal.TOO_MANY_PACKETS);
    }
    packets.add(packet);
    return Optional.empty();
  }
}
