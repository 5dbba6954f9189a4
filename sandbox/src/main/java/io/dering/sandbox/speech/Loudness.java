package io.dering.sandbox.speech;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;

/// The level of a sound that comes packet by packet, without keeping it: each packet is decoded
/// once, however often the level is asked for.
public final class Loudness {
  private static final int MAX_PACKET_TICKS = 5_760;

  private final OpusDecoder decoder = SpeechDecoder.decoder();
  private final short[] pcm = new short[MAX_PACKET_TICKS];
  private long place;
  private double energy;

  /// The next packet. What was lost or never sent counts as silence; a packet whose place has
  /// passed, or that is not Opus, counts for nothing.
  ///
  /// @param placeTicks of 48 kHz since the first packet
  /// @return the level of this packet alone, in dB of full scale; -120 when it counts for nothing
  public double packet(byte[] payload, long placeTicks) {
    if (placeTicks < place) {
      return Sound.dbfs(0);
    }
    try {
      int count = decoder.decode(payload, 0, payload.length, pcm, 0, pcm.length, false);
      double own = 0;
      for (int i = 0; i < count; i++) {
        own += (double) pcm[i] * pcm[i];
      }
      energy += own;
      place = placeTicks + count;
      return Sound.dbfs(count == 0 ? 0 : Math.sqrt(own / count));
    } catch (OpusException _) {
      // A telephone event, or rubbish: no sound.
      return Sound.dbfs(0);
    }
  }

  /// RMS of all until now, in dB of full scale; -120 for nothing.
  public double levelDbfs() {
    return Sound.dbfs(place == 0 ? 0 : Math.sqrt(energy / place));
  }
}
