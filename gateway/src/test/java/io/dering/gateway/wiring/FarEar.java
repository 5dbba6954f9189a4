package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.media.leg.LegEvent;
import io.dering.media.opus.OpusClip;
import io.dering.media.rtp.RtpHeader;
import io.dering.transport.udp.MediaLeg;
import io.dering.transport.udp.MediaListener;
import java.util.Arrays;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Hears what the gateway sends to a far end, packet by packet.
final class FarEar implements MediaListener {
  /// First byte of a frame that only says whose voice it is.
  static final byte VOICE = (byte) 0xF8;

  private static final int PATIENCE_SECONDS = 30;

  private final CompletableFuture<Boolean> ready = new CompletableFuture<>();
  private final BlockingQueue<byte[]> frames = new LinkedBlockingQueue<>();
  private final AtomicLong heard = new AtomicLong();
  private final boolean leaves;
  private final Set<Integer> sources = ConcurrentHashMap.newKeySet();

  FarEar() {
    this(false);
  }

  private FarEar(boolean leaves) {
    this.leaves = leaves;
  }

  /// That of an end which is gone as soon as there is a path to it.
  static FarEar leaving() {
    return new FarEar(true);
  }

  CompletableFuture<Boolean> ready() {
    return ready;
  }

  /// How many packets have come.
  long heard() {
    return heard.get();
  }

  /// The SSRCs of all of them.
  Set<Integer> sources() {
    return Set.copyOf(sources);
  }

  /// The payload of the next packet that nobody has asked for yet.
  byte[] next() {
    try {
      byte[] frame = frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
      assertThat(frame).as("a packet").isNotNull();
      return frame;
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  /// Only what comes from now on counts.
  void forget() {
    frames.clear();
  }

  /// Passes over everything before the next packet with this voice.
  void awaitVoice(byte voice) {
    while (!isVoice(next(), voice)) {
      // Silence, a tone, or somebody else.
    }
  }

  static boolean isVoice(byte[] frame, byte voice) {
    return frame.length == 2 && frame[0] == VOICE && frame[1] == voice;
  }

  /// Passes over everything before the whole clip, which nothing interrupts.
  void awaitClip(OpusClip clip) {
    byte[] room = new byte[OpusClip.MAX_FRAME_LENGTH];
    int played = 0;
    while (played < clip.frameCount()) {
      byte[] frame = next();
      int length = clip.frame(played, room, 0);
      boolean fits = Arrays.equals(frame, Arrays.copyOf(room, length));
      assertThat(fits || played == 0).as("frame %d of the clip", played).isTrue();
      played = fits ? played + 1 : 0;
    }
  }

  @Override
  public void media(byte[] buffer, int offset, int length, long nowNanos) {
    heard.incrementAndGet();
    sources.add(RtpHeader.ssrc(buffer, offset));
    frames.add(Arrays.copyOfRange(buffer, offset + RtpHeader.MIN_LENGTH, offset + length));
  }

  @Override
  public void legEvent(MediaLeg leg, LegEvent event) {
    if (event instanceof LegEvent.MediaReady) {
      ready.complete(true);
    } else if (event instanceof LegEvent.PathSelected && leaves) {
      leg.close();
    }
  }
}
