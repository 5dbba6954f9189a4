package io.dering.media.sdp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.dering.media.ice.Candidate;
import io.dering.media.sdp.LocalAudio.Style;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.util.OptionalInt;
import java.util.UUID;

/// Writes our SDP: one audio section, Opus and perhaps telephone-event, CRLF after each line. The
/// order of lines is part of the agreement with Meta, whose parser is not known.
public final class SdpWriter {
  private static final int OPUS = 111;
  private static final int TELEPHONE_EVENT = 126;
  private static final String META_EXTENSIONS = " generation 0 network-cost 50";

  private SdpWriter() {}

  /// Accepts all of the offer that we speak: its mid, its payload types, the mirrored direction.
  public static String answer(AudioSession offer, LocalAudio local) {
    return write(
        local,
        new Section(
            offer.mid(),
            offer.bundle(),
            offer.opusPayloadType(),
            offer.telephoneEventPayloadType(),
            offer.direction().answered()));
  }

  /// Offers a call: Opus as 111, telephone-event as 126, both directions.
  public static String offer(LocalAudio local) {
    String mid =
        switch (local.style()) {
          case GATEWAY -> "0";
          case META -> "audio";
        };
    return write(
        local, new Section(mid, true, OPUS, OptionalInt.of(TELEPHONE_EVENT), Direction.SENDRECV));
  }

  /// Whether an offer of ours has this payload type.
  static boolean isOffered(int payloadType) {
    return payloadType == OPUS || payloadType == TELEPHONE_EVENT;
  }

  /// What an offer leaves open and an answer takes over.
  private record Section(
      String mid, boolean bundle, int opus, OptionalInt telephoneEvent, Direction direction) {}

  private static String write(LocalAudio local, Section section) {
    Lines lines = new Lines();
    session(lines, local, section);
    transport(lines, local, section);
    codecs(lines, local, section);
    lines.add("a=ssrc:", Long.toString(local.ssrc()), " cname:", local.cname());
    return lines.text();
  }

  private static void session(Lines lines, LocalAudio local, Section section) {
    String origin =
        switch (local.style()) {
          case GATEWAY -> connection(local.defaultAddress().getAddress());
          case META -> "IN IP4 127.0.0.1";
        };
    lines.add("v=0");
    lines.add("o=- ", Long.toString(local.sessionId()), " 2 ", origin);
    lines.add("s=-");
    lines.add("t=0 0");
    if (section.bundle()) {
      lines.add("a=group:BUNDLE ", section.mid());
    }
    lines.add("a=msid-semantic: WMS ", stream(local));
    if (local.iceLite()) {
      lines.add("a=ice-lite");
    }
  }

  private static void transport(Lines lines, LocalAudio local, Section section) {
    String port = Integer.toString(local.defaultAddress().getPort());
    String connection = connection(local.defaultAddress().getAddress());
    lines.add("m=audio ", port, " UDP/TLS/RTP/SAVPF ", formats(section));
    lines.add("c=", connection);
    switch (local.style()) {
      case GATEWAY -> {
        lines.add("a=rtcp:", port, " ", connection);
        local.candidates().forEach(c -> lines.add("a=", c.toAttribute()));
        lines.add("a=end-of-candidates");
      }
      case META -> {
        lines.add("a=rtcp:9 IN IP4 0.0.0.0");
        local.candidates().forEach(c -> lines.add("a=", likeMeta(c)));
      }
    }
    lines.add("a=ice-ufrag:", local.ice().ufrag());
    lines.add("a=ice-pwd:", local.ice().pwd());
    lines.add("a=fingerprint:", local.fingerprint().toString());
    lines.add("a=setup:", local.setup().token());
    if (!section.mid().isEmpty()) {
      lines.add("a=mid:", section.mid());
    }
    lines.add("a=", section.direction().token());
    lines.add("a=msid:", stream(local), " ", local.trackId());
    lines.add("a=rtcp-mux");
  }

  private static void codecs(Lines lines, LocalAudio local, Section section) {
    String opus = Integer.toString(section.opus());
    lines.add("a=rtpmap:", opus, " opus/48000/2");
    switch (local.style()) {
      case GATEWAY -> lines.add("a=fmtp:", opus, " minptime=20;useinbandfec=1");
      case META -> {
        lines.add("a=rtcp-fb:", opus, " transport-cc");
        lines.add(
            "a=fmtp:",
            opus,
            " maxaveragebitrate=20000;maxplaybackrate=16000;minptime=20;"
                + "sprop-maxcapturerate=16000;useinbandfec=1");
      }
    }
    section
        .telephoneEvent()
        .ifPresent(type -> lines.add("a=rtpmap:", Integer.toString(type), " telephone-event/8000"));
    boolean gateway = local.style() == Style.GATEWAY;
    lines.add(gateway ? "a=ptime:20" : "a=maxptime:20");
    lines.add(gateway ? "a=maxptime:20" : "a=ptime:20");
  }

  private static String formats(Section section) {
    return section.telephoneEvent().isPresent()
        ? section.opus() + " " + section.telephoneEvent().getAsInt()
        : Integer.toString(section.opus());
  }

  private static String likeMeta(Candidate candidate) {
    String attribute = candidate.toAttribute();
    return candidate.extensions().isEmpty() ? attribute + META_EXTENSIONS : attribute;
  }

  private static String connection(InetAddress address) {
    String family = address instanceof Inet6Address ? "IN IP6 " : "IN IP4 ";
    String literal = address.getHostAddress();
    int scope = literal.indexOf('%');
    return family + (scope < 0 ? literal : literal.substring(0, scope));
  }

  /// Meta names its streams with UUIDs; the stand-in derives one from what is particular to the
  /// call.
  private static String stream(LocalAudio local) {
    return switch (local.style()) {
      case GATEWAY -> local.cname();
      case META ->
          UUID.nameUUIDFromBytes(
                  ByteBuffer.allocate(16 + local.ice().ufrag().length())
                      .putLong(local.sessionId())
                      .putLong(local.ssrc())
                      .put(local.ice().ufrag().getBytes(US_ASCII))
                      .array())
              .toString();
    };
  }

  private static final class Lines {
    private final StringBuilder text = new StringBuilder(1024);

    void add(String... parts) {
      for (String part : parts) {
        text.append(part);
      }
      text.append("\r\n");
    }

    String text() {
      return text.toString();
    }
  }
}
