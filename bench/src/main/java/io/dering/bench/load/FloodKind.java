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

/// What somebody outside can send, by what it costs the gateway to refuse it.
enum FloodKind {
  /// Random bytes of random length from nobody known, whose first byte says in turn STUN, DTLS,
  /// RTP, RTCP and nothing known (RFC 7983): refused by address, or as no STUN.
  GARBAGE {
    @Override
    List<Blast.Shot> shots(RandomGenerator random, InetSocketAddress to, List<LegSeen> legs) {
      return many(i -> {
        byte[] bytes = new byte[1 + random.nextInt(MAX_LENGTH)];
        random.nextBytes(bytes);
        int kind = i % FIRST_BYTES.length;
        bytes[0] = (byte) FIRST_BYTES[kind];
        if (kind == RTCP_KIND && bytes.length > 1) {
          bytes[1] = SENDER_REPORT;
        }
        return new Blast.Shot(stranger(i), ByteBuffer.wrap(bytes));
      });
    }
  },

  /// Checks of ICE that name a leg which lives, as who can read its SDP knows it, and are right in
  /// all but the password: refused by an HMAC over the whole message.
  CHECKS {
    @Override
    List<Blast.Shot> shots(RandomGenerator random, InetSocketAddress to, List<LegSeen> legs) {
      StunWriter writer = new StunWriter();
      MessageIntegrity wrong = MessageIntegrity.ofPassword("a password of nobody's");
      return many(i -> {
        LegSeen leg = legs.get(i % legs.size());
        writer
            .begin(StunType.BINDING_REQUEST, random.nextInt(), random.nextLong())
            .username(
                (leg.gatewayUfrag() + ":" + leg.agentUfrag()).getBytes(StandardCharsets.US_ASCII))
            .priority(PRIORITY)
            .iceControlling(random.nextLong())
            .integrity(wrong)
            .fingerprint();
        return new Blast.Shot(
            stranger(i), ByteBuffer.wrap(Arrays.copyOf(writer.array(), writer.length())));
      });
    }
  },

  /// Audio with a tag that fits no key from the very address of a leg that talks: refused by the
  /// leg's SRTP. Who sends it knows that address and has a network that lets it lie.
  SPOOFED {
    @Override
    List<Blast.Shot> shots(RandomGenerator random, InetSocketAddress to, List<LegSeen> legs) {
      return many(i -> {
        byte[] audio = new byte[AUDIO_LENGTH];
        random.nextBytes(audio);
        audio[0] = RTP_VERSION;
        audio[1] = OPUS;
        InetSocketAddress from = legs.get(i % legs.size()).agent();
        return new Blast.Shot(ipv4(from.getAddress()), packet(from, to, audio));
      });
    }

    @Override
    Blast blast(InetSocketAddress to, List<Blast.Shot> shots) throws IOException {
      return Blast.raw(to, shots);
    }
  };

  private static final int SHOTS = 1_024;
  private static final int MAX_LENGTH = 300;
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

  /// 127.9.0.0; 256 of them.
  private static final int STRANGERS = 0x7F09_0000;

  private static final int MANY = 256;

  @FunctionalInterface
  private interface Maker {
    Blast.Shot shot(int index);
  }

  /// Ammunition for the whole flood.
  ///
  /// @param legs that talk
  abstract List<Blast.Shot> shots(RandomGenerator random, InetSocketAddress to, List<LegSeen> legs);

  Blast blast(InetSocketAddress to, List<Blast.Shot> shots) throws IOException {
    return Blast.of(to, shots);
  }

  private static List<Blast.Shot> many(Maker maker) {
    List<Blast.Shot> all = new ArrayList<>(SHOTS);
    for (int i = 0; i < SHOTS; i++) {
      all.add(maker.shot(i));
    }
    return all;
  }

  private static int stranger(int index) {
    return STRANGERS | index % MANY;
  }

  private static int ipv4(InetAddress address) {
    return ByteBuffer.wrap(address.getAddress()).getInt();
  }

  /// A UDP datagram in IPv4 (RFC 791, RFC 768); the kernel fills in identification and checksum of
  /// the one (raw(7)), and the other needs none.
  private static ByteBuffer packet(InetSocketAddress from, InetSocketAddress to, byte[] payload) {
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
        .put(payload);
  }

  /// As it is written on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
