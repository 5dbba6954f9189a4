package io.dering.sandbox.speech;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;

/// Makes one sound of Opus packets that each name their place: what was lost is concealed for a
/// while and then silent, so that the sound keeps its time.
public final class SpeechDecoder {
  private static final int TICK_HZ = 48_000;
  private static final int MAX_PACKET_MS = 120;

  /// Concealment beyond 100 ms is noise.
  private static final int MAX_CONCEALED_MS = 100;

  private static final int FRAME_MS = 20;

  private final int rateHz;
  private final OpusDecoder decoder;
  private final SampleBuffer samples = new SampleBuffer();
  private final short[] pcm;
  private long undecodable;

  /// @param rateHz 8, 12, 16, 24 or 48 kHz
  public SpeechDecoder(int rateHz) {
    this.rateHz = rateHz;
    this.pcm = new short[rateHz * MAX_PACKET_MS / 1000];
    try {
      this.decoder = new OpusDecoder(rateHz, 1);
    } catch (OpusException e) {
      throw new IllegalArgumentException("Opus decodes to 8, 12, 16, 24 or 48 kHz", e);
    }
  }

  /// The next packet. Places must rise; a packet whose place has been filled already is dropped.
  ///
  /// @param placeTicks of 48 kHz since the first packet
  public void packet(byte[] payload, long placeTicks) {
    long place = placeTicks * rateHz / TICK_HZ;
    if (place < samples.length()) {
      return;
    }
    fillTo(place);
    try {
      samples.append(pcm, decoder.decode(payload, 0, payload.length, pcm, 0, pcm.length, false));
    } catch (OpusException _) {
      undecodable++;
    }
  }

  /// Packets that were not Opus.
  public long undecodable() {
    return undecodable;
  }

  public Sound sound() {
    return samples.sound(0, rateHz);
  }

  private void fillTo(long place) {
    int frame = rateHz * FRAME_MS / 1000;
    int concealable = rateHz * MAX_CONCEALED_MS / 1000;
    int concealed = 0;
    try {
      while (samples.length() > 0 && place - samples.length() >= frame && concealed < concealable) {
        samples.append(pcm, decoder.decode(null, 0, 0, pcm, 0, frame, false));
        concealed += frame;
      }
    } catch (OpusException _) {
      undecodable++;
    }
    if (place > samples.length()) {
      samples.appendSilence((int) (place - samples.length()));
    }
  }
}
