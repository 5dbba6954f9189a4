package io.dering.sandbox.speech;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;

/// The level of a sound that comes packet by packet, without keeping it: each packet is decoded
/// once, however often the level is asked for.
public final class Loudness {
  private static final int RATE_HZ = 16_000;
  private static final int TICKS_PER_SAMPLE = 48_000 / RATE_HZ;
  private static final int MAX_PACKET_MS = 120;

  private final OpusDecoder decoder;
  private final short[] pcm = new short[RATE_HZ * MAX_PACKET_MS / 1000];
  private long place;
  private double energy;

  public Loudness() {
    try {
      this.decoder = new OpusDecoder(RATE_HZ, 1);
    } catch (OpusException e) {
      throw new IllegalStateException("a rate that Opus decodes to", e);
    }
  }

  /// The next packet. What was lost or never sent counts as silence; a packet whose place has
  /// passed, or that is not Opus, counts for nothing.
  ///
  /// @param placeTicks of 48 kHz since the first packet
  public void packet(byte[] payload, long placeTicks) {
    long from = placeTicks / TICKS_PER_SAMPLE;
    if (from < place) {
      return;
    }
    try {
      int count = decoder.decode(payload, 0, payload.length, pcm, 0, pcm.length, false);
      for (int i = 0; i < count; i++) {
        energy += (double) pcm[i] * pcm[i];
      }
      place = from + count;
    } catch (OpusException _) {
      // A telephone event, or rubbish: no sound.
    }
  }

  /// RMS of all until now, in dB of full scale; -120 for nothing.
  public double levelDbfs() {
    return Sound.dbfs(place == 0 ? 0 : Math.sqrt(energy / place));
  }
}
