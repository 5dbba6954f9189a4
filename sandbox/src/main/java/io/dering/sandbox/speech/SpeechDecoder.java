package io.dering.sandbox.speech;

import io.github.jaredmdobson.concentus.OpusDecoder;
import io.github.jaredmdobson.concentus.OpusException;

/// Makes one sound of Opus packets that each name their place: what was lost is concealed for a
/// while and then silent, so that the sound keeps its time.
///
/// Decodes at 48 kHz whatever is asked for: Concentus 1.0.2 turns hybrid packets, which browsers
/// send, into silence at any lower rate.
public final class SpeechDecoder {
  private static final int RATE_HZ = 48_000;
  private static final int MAX_PACKET_MS = 120;

  /// Concealment beyond 100 ms is noise.
  private static final int MAX_CONCEALED_MS = 100;

  private static final int FRAME_MS = 20;

  private final int rateHz;
  private final OpusDecoder decoder = decoder();
  private final SampleBuffer samples = new SampleBuffer();
  private final short[] pcm = new short[RATE_HZ * MAX_PACKET_MS / 1000];
  private long undecodable;

  /// @param rateHz of the sound
  public SpeechDecoder(int rateHz) {
    this.rateHz = rateHz;
  }

  static OpusDecoder decoder() {
    try {
      return new OpusDecoder(RATE_HZ, 1);
    } catch (OpusException e) {
      throw new IllegalStateException("a rate that Opus decodes to", e);
    }
  }

  /// The next packet. Places must rise; a packet whose place has been filled already is dropped.
  ///
  /// @param placeTicks of 48 kHz since the first packet
  public void packet(byte[] payload, long placeTicks) {
    if (placeTicks < samples.length()) {
      return;
    }
    fillTo(placeTicks);
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
    return samples.sound(0, RATE_HZ).at(rateHz);
  }

  private void fillTo(long place) {
    int frame = RATE_HZ * FRAME_MS / 1000;
    int concealable = RATE_HZ * MAX_CONCEALED_MS / 1000;
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
