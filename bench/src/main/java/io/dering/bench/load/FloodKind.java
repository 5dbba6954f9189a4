package io.dering.bench.load;

import io.dering.bench.lean.Blast;
import io.dering.media.stun.MessageIntegrity;
import io.dering.media.stun.StunType;
import io.dering.media.stun.StunWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// What somebody outside can send, by what it costs the gateway to refuse it.
enum FloodKind {
  /// Random bytes, of random length from volley to volley, from nobody known, whose first byte says
  /// in turn STUN, DTLS, RTP, RTCP and nothing known (RFC 7983): refused by address, or as no STUN.
  GARBAGE("no_leg") {
    @Override
    byte[] datagram(Aim aim, int volley, int index) {
      byte[] bytes = new byte[1 + Math.floorMod(MIX * volley, MAX_LENGTH)];
      aim.random().nextBytes(bytes);
      int kind = index % FIRST_BYTES.length;
      bytes[0] = (byte) FIRST_BYTES[kind];
      if (kind == RTCP_KIND && bytes.length > 1) {
        bytes[1] = SENDER_REPORT;
      }
      return bytes;
    }
  },

  /// Checks of ICE that name a leg which lives, as who can read its SDP knows it, and are right in
  /// all but the password: refused by an HMAC over the whole message.
  CHECKS("check_not_authentic") {
    @Override
    byte[] datagram(Aim aim, int volley, int index) {
      LegSeen leg = aim.legs().get(volley % aim.legs().size());
      String names = leg.gatewayUfrag() + ":" + leg.agentUfrag();
      RandomGenerator random = aim.random();
      StunWriter writer =
          new StunWriter()
              .begin(StunType.BINDING_REQUEST, random.nextInt(), random.nextLong())
              .username(names.getBytes(StandardCharsets.US_ASCII))
              .priority(PRIORITY)
              .iceControlling(random.nextLong())
              .integrity(MessageIntegrity.ofPassword("a password of nobody's"))
              .fingerprint();
      return Arrays.copyOf(writer.array(), writer.length());
    }
  },

  /// Audio with a tag that fits no key from the very address of a leg that talks: refused by the
  /// leg's SRTP. Who sends it knows that address and has a network that lets it lie.
  SPOOFED("not_authentic") {
    @Override
    byte[] datagram(Aim aim, int volley, int index) {
      byte[] audio = new byte[AUDIO_LENGTH];
      aim.random().nextBytes(audio);
      audio[0] = RTP_VERSION;
      audio[1] = OPUS;
      return packet(aim.legs().get(index % aim.legs().size()).agent(), aim.to(), audio);
    }

    @Override
    Blast blast(InetSocketAddress to, List<List<byte[]>> volleys) throws IOException {
      return Blast.raw(to, volleys);
    }
  };

  private final String reason;

  FloodKind(String reason) {
    this.reason = reason;
  }

  /// As the gateway's metrics name it when it refuses one.
  String reason() {
    return reason;
  }

  /// @param legs that talk
  record Aim(RandomGenerator random, InetSocketAddress to, List<LegSeen> legs) {}

  private static final int VOLLEYS = 32;
  private static final int MAX_LENGTH = 300;

  /// Makes lengths of numbers.
  private static final int MIX = 97;

  private static final int[] FIRST_BYTES = {0x00, 0x16, 0x80, 0x80, 0xFF};
  private static final int RTCP_KIND = 3;
  private static final byte SENDER_REPORT = (byte) 200;

  /// Of a host candidate (RFC 8445 §5.1.2.1).
  private static final long PRIORITY = 2_130_706_431;

  private static final byte RTP_VERSION = (byte) 0x80;
  private static final byte OPUS = 111;

  /// Header, a frame of 60 bytes, tag.
  private static final int AUDIO_LENGTH = 12 + 60 + 10;

  private static final int IP_HEADER = 20;
  private static final int UDP_HEADER = 8;
  private static final byte IPV4_OF_FIVE_WORDS = 0x45;
  private static final byte TTL = 64;
  private static final byte UDP = 17;

  /// 127.9.0.0 and those behind it.
  private static final int STRANGERS = 0x7F09_0000;

  abstract byte[] datagram(Aim aim, int volley, int index);

  Blast blast(InetSocketAddress to, List<List<byte[]>> volleys) throws IOException {
    List<Integer> strangers =
        IntStream.range(0, volleys.size()).mapToObj(i -> STRANGERS | i).toList();
    return Blast.of(to, strangers, volleys);
  }

  /// Ammunition for the whole flood, ready to be sent.
  ///
  /// @param legs that talk
  Blast blast(RandomGenerator random, InetSocketAddress to, List<LegSeen> legs) throws IOException {
    Aim aim = new Aim(random, to, legs);
    List<List<byte[]>> volleys = new ArrayList<>();
    for (int v = 0; v < VOLLEYS; v++) {
      List<byte[]> volley = new ArrayList<>();
      for (int i = 0; i < Blast.VOLLEY; i++) {
        volley.add(datagram(aim, v, i));
      }
      volleys.add(volley);
    }
    return blast(to, volleys);
  }

  private static int ipv4(InetAddress address) {
    return ByteBuffer.wrap(address.getAddress()).getInt();
  }

  /// A UDP datagram in IPv4 (RFC 791, RFC 768); the kernel fills in identification and checksum of
  /// the one (raw(7)), and the other needs none.
  private static byte[] packet(InetSocketAddress from, InetSocketAddress to, byte[] payload) {
    int length = IP_HEADER + UDP_HEADER + payload.length;
    return ByteBuffer.allocate(length)
        .put(IPV4_OF_FIVE_WORDS)
        .put((byte) 0)
        .putShort((short) length)
        .putInt(0)
        .put(TTL)
        .put(UDP)
        .putShort((short) 0)
        .putInt(ipv4(from.getAddress()))
        .putInt(ipv4(to.getAddress()))
        .putShort((short) from.getPort())
        .putShort((short) to.getPort())
        .putShort((short) (UDP_HEADER + payload.length))
        .putShort((short) 0)
        .put(payload)
        .array();
  }

  /// As it is written on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
