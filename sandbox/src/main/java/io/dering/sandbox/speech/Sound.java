package io.dering.sandbox.speech;

import java.time.Duration;

/// Mono PCM, 16 bit.
public final class Sound {
  private static final double FULL_SCALE = 32_768;

  /// Nothing at all, for a logarithm.
  private static final double SILENCE_DBFS = -120;

  private final short[] samples;
  private final int rateHz;

  /// Keeps the array, which must not be changed afterwards.
  Sound(short[] samples, int rateHz) {
    this.samples = samples;
    this.rateHz = rateHz;
  }

  /// A copy of these samples.
  public static Sound of(short[] samples, int rateHz) {
    return new Sound(samples.clone(), rateHz);
  }

  /// A sine.
  ///
  /// @param levelDbfs of its RMS; -3 is full scale
  public static Sound tone(double hz, double levelDbfs, Duration duration, int rateHz) {
    short[] samples = new short[(int) (duration.toMillis() * rateHz / 1000)];
    double peak = Math.sqrt(2) * FULL_SCALE * Math.pow(10, levelDbfs / 20);
    for (int i = 0; i < samples.length; i++) {
      samples[i] = clip(peak * Math.sin(2 * Math.PI * hz * i / rateHz));
    }
    return new Sound(samples, rateHz);
  }

  public int rateHz() {
    return rateHz;
  }

  public int length() {
    return samples.length;
  }

  public short sample(int index) {
    return samples[index];
  }

  /// A copy.
  public short[] samples() {
    return samples.clone();
  }

  public Duration duration() {
    return Duration.ofNanos(samples.length * 1_000_000_000L / rateHz);
  }

  /// RMS of the whole, in dB of full scale; -120 for nothing.
  public double levelDbfs() {
    double sum = 0;
    for (short sample : samples) {
      sum += (double) sample * sample;
    }
    return dbfs(samples.length == 0 ? 0 : Math.sqrt(sum / samples.length));
  }

  /// RMS of one frequency alone (Goertzel), in dB of full scale.
  public double levelDbfs(double hz) {
    double coefficient = 2 * Math.cos(2 * Math.PI * hz / rateHz);
    double before = 0;
    double last = 0;
    for (short sample : samples) {
      double next = sample + coefficient * last - before;
      before = last;
      last = next;
    }
    double power = before * before + last * last - coefficient * before * last;
    double amplitude = samples.length == 0 ? 0 : 2 * Math.sqrt(Math.max(0, power)) / samples.length;
    return dbfs(amplitude / Math.sqrt(2));
  }

  /// From `from` on, at most `duration` long.
  public Sound part(Duration from, Duration duration) {
    int start = Math.min(samples.length, (int) (from.toMillis() * rateHz / 1000));
    int end = (int) Math.min(samples.length, start + duration.toMillis() * rateHz / 1000);
    return new Sound(java.util.Arrays.copyOfRange(samples, start, end), rateHz);
  }

  /// At another rate; on the way down what the lower rate cannot carry is filtered out.
  Sound at(int otherHz) {
    if (otherHz == rateHz || samples.length == 0) {
      return new Sound(samples, otherHz);
    }
    short[] other = new short[(int) ((long) samples.length * otherHz / rateHz)];
    double step = (double) rateHz / otherHz;
    if (step > 1) {
      lower(other, step);
    } else {
      interpolate(other, step);
    }
    return new Sound(other, otherHz);
  }

  private void interpolate(short[] other, double step) {
    for (int i = 0; i < other.length; i++) {
      double place = i * step;
      int left = Math.min(samples.length - 1, (int) place);
      int right = Math.min(samples.length - 1, left + 1);
      double share = place - left;
      other[i] = clip(samples[left] * (1 - share) + samples[right] * share);
    }
  }

  /// A windowed sinc at the nearest sample: exact for whole ratios, and those are what we lower by.
  private void lower(short[] other, double step) {
    double[] kernel = lowPass(step);
    int reach = kernel.length / 2;
    for (int i = 0; i < other.length; i++) {
      int middle = (int) Math.round(i * step);
      int from = Math.max(0, reach - middle);
      int to = Math.min(kernel.length, samples.length - middle + reach);
      double sum = 0;
      for (int k = from; k < to; k++) {
        sum += kernel[k] * samples[middle - reach + k];
      }
      other[i] = clip(sum);
    }
  }

  /// Hann window over sixteen zero crossings, cut off at 0.9 of half the lower rate.
  private static double[] lowPass(double step) {
    int reach = (int) Math.ceil(8 * step);
    double[] kernel = new double[2 * reach + 1];
    double total = 0;
    for (int k = 0; k < kernel.length; k++) {
      double x = 0.9 * (k - reach) / step;
      double sinc = x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
      kernel[k] = sinc * 0.5 * (1 + Math.cos(Math.PI * (k - reach) / (reach + 1)));
      total += kernel[k];
    }
    for (int k = 0; k < kernel.length; k++) {
      kernel[k] /= total;
    }
    return kernel;
  }

  /// Into a frame of `frame.length` samples; zeros beyond the end.
  void copy(int from, short[] frame) {
    java.util.Arrays.fill(frame, (short) 0);
    int length = Math.min(frame.length, samples.length - from);
    if (length > 0) {
      System.arraycopy(samples, from, frame, 0, length);
    }
  }

  private static short clip(double value) {
    return (short) Math.clamp(Math.round(value), Short.MIN_VALUE, Short.MAX_VALUE);
  }

  /// Of the RMS of 16-bit samples.
  static double dbfs(double rms) {
    return rms <= 0 ? SILENCE_DBFS : Math.max(SILENCE_DBFS, 20 * Math.log10(rms / FULL_SCALE));
  }
}
