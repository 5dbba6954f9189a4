package io.dering.sandbox.phone;

import io.dering.sandbox.speech.Loudness;

/// How loud a phone's recording is while it grows, and since when. Any thread.
public final class Gauge {
  /// Sound, and no noise of a codec.
  private static final double AUDIBLE_DBFS = -50;

  private final Loudness loudness = new Loudness();
  private int measured;
  private long firstAudibleNanos = -1;

  /// @param levelDbfs RMS of the whole in dB of full scale, -120 for nothing
  /// @param firstAudibleNanos from accept's 200 to the arrival of the first packet above -50 dB of
  ///   full scale, so of the first that is no silence of the business's gateway; -1 while there is
  ///   none
  public record Reading(double levelDbfs, long firstAudibleNanos) {
    public double firstAudibleMs() {
      return firstAudibleNanos / 1e6;
    }
  }

  /// Measures what is new in `heard` since the last time; the same phone's, please.
  public synchronized Reading read(Heard heard) {
    for (; measured < heard.recording().size(); measured++) {
      HeardPacket packet = heard.recording().get(measured);
      if (packet.ticks() >= 0
          && loudness.packet(packet.payload(), packet.ticks()) > AUDIBLE_DBFS
          && firstAudibleNanos < 0) {
        long sinceFirst = packet.arrivalNanos() - heard.recording().getFirst().arrivalNanos();
        firstAudibleNanos = heard.firstPacketNanos() + sinceFirst;
      }
    }
    return new Reading(loudness.levelDbfs(), firstAudibleNanos);
  }
}
