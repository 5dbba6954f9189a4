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
  public void packet(byte[] payload, long placeTicks) {
    if (placeTicks < place) {
      return;
    }
    try {
      int count = decoder.decode(payload, 0, payload.length, pcm, 0, pcm.length, false);
      for (int i = 0; i < count; i++) {
        energy += (double) pcm[i] * pcm[i];
      }
      place = placeTicks + count;
    } catch (OpusException _) {
      // A telephone event, or rubbish: no sound.
    }
  }

  /// RMS of all until now, in dB of full scale; -120 for nothing.
  public double levelDbfs() {
    return Sound.dbfs(place == 0 ? 0 : Math.sqrt(energy / place));
  }
}
