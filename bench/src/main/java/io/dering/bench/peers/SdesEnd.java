package io.dering.bench.peers;

import io.dering.bench.lean.Arrival;
import io.dering.bench.lean.FarLoop;
import io.dering.bench.lean.Route;
import io.dering.bench.lean.Station;
import io.dering.media.leg.OutgoingStream;
import io.dering.media.rtp.RtpHeader;
import io.dering.media.srtp.SrtpProfile;
import io.dering.media.srtp.SrtpReceiver;
import io.dering.media.srtp.SrtpScratch;
import io.dering.media.srtp.SrtpSender;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A far end whose keys stand in the SDP. Speaks from the moment when it is started.
final class SdesEnd implements Station {
  private static final int OPUS = 111;
  private static final int MAX_PAYLOAD_LENGTH = 200;

  private final byte[] frame =
      new byte[RtpHeader.MIN_LENGTH + MAX_PAYLOAD_LENGTH + SrtpSender.MAX_TRAILER_LENGTH];
  private final FarLoop loop;
  private final int index;
  private final SdesSdp local;
  private final Voiced voiced;
  private final OutgoingStream stream;
  private @Nullable Keys keys;
  private volatile long notAuthentic;
  private volatile long notRtp;

  /// What is known once the other end's SDP is.
  private record Keys(Route route, SrtpSender sender, Ear ear) {}

  private interface Ear {
    /// Gives the packet's length in the clear, or a negative number.
    int unprotect(byte[] b, int length);
  }

  SdesEnd(FarLoop loop, int index, SdesSuite suite, Voiced voiced, RandomGenerator random) {
    byte[] key = new byte[SdesSuite.KEY_LENGTH + SdesSuite.SALT_LENGTH];
    random.nextBytes(key);
    this.loop = loop;
    this.index = index;
    this.voiced = voiced;
    this.local = new SdesSdp(loop.address(index), 1, suite, key);
    this.stream =
        new OutgoingStream(random.nextInt(), OPUS, -1, random.nextInt(1 << 15), random.nextInt());
  }

  String offer() {
    return local.text();
  }

  String answer(SdesSdp offer) {
    return new SdesSdp(local.at(), offer.tag(), local.suite(), local.keyAndSalt()).text();
  }

  SdesSuite suite() {
    return local.suite();
  }

  Voiced voiced() {
    return voiced;
  }

  /// Packets that came and did not authenticate. Any thread.
  long notAuthentic() {
    return notAuthentic;
  }

  /// Packets that came and were something else, such as RTCP. Any thread.
  long notRtp() {
    return notRtp;
  }

  /// Any thread.
  void start(SdesSdp remote) {
    loop.run(_ -> {
      SrtpProfile profile = SrtpProfile.AES_CM_128_HMAC_SHA1_80;
      SrtpScratch scratch = new SrtpScratch();
      SrtpReceiver whole = new SrtpReceiver(profile, remote.key(), remote.salt(), scratch);
      ShortTags cut = new ShortTags(remote.key(), remote.salt(), scratch);
      keys =
          new Keys(
              loop.route(index, remote.at()),
              new SrtpSender(profile, local.key(), local.salt(), scratch),
              local.suite() == SdesSuite.AES_CM_128_HMAC_SHA1_80
                  ? (b, length) -> whole.unprotectRtp(b, 0, length)
                  : cut::unprotect);
      loop.stand(index, this);
    });
  }

  @Override
  public void arrived(Arrival datagram, long nowNanos) {
    Keys known = keys;
    byte[] b = datagram.bytes();
    if (known == null
        || !RtpHeader.isRtp(b, 0, datagram.length())
        || RtpHeader.payloadType(b, 0) != OPUS) {
      long more = notRtp + 1;
      notRtp = more;
      return;
    }
    int length = known.ear().unprotect(b, datagram.length());
    if (length < 0) {
      long more = notAuthentic + 1;
      notAuthentic = more;
      return;
    }
    voiced.ear().heard(b, 0, length, datagram.stampNanos());
  }

  @Override
  public void due(long dueNanos, long nowNanos) {
    Keys known = keys;
    if (known == null) {
      return;
    }
    int payloadLength = voiced.voice().next(frame, RtpHeader.MIN_LENGTH, dueNanos);
    int length = stream.frame(frame, 0, payloadLength, dueNanos);
    int sent = known.sender().protectRtp(frame, 0, length);
    if (sent > 0) {
      int unsent = SdesSuite.AES_CM_128_HMAC_SHA1_80.tagLength() - local.suite().tagLength();
      loop.send(known.route(), frame, 0, sent - unsent);
    }
  }
}
