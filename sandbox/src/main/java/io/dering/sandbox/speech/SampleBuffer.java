package io.dering.sandbox.speech;

import java.util.Arrays;

/// Samples that come piece by piece.
final class SampleBuffer {
  private short[] samples = new short[48_000];
  private int length;

  void append(short[] pcm, int count) {
    ensure(length + count);
    System.arraycopy(pcm, 0, samples, length, count);
    length += count;
  }

  void appendSilence(int count) {
    ensure(length + count);
    length += count;
  }

  int length() {
    return length;
  }

  Sound sound(int skip, int rateHz) {
    int from = Math.min(skip, length);
    return new Sound(Arrays.copyOfRange(samples, from, length), rateHz);
  }

  private void ensure(int needed) {
    if (needed > samples.length) {
      samples = Arrays.copyOf(samples, Math.max(needed, samples.length * 2));
    }
  }
}
