package io.dering.sandbox.phone;

import io.dering.sandbox.speech.Loudness;

/// How loud a phone's recording is while it grows. Any thread.
public final class Gauge {
  private final Loudness loudness = new Loudness();
  private int measured;

  /// Measures what is new in `heard` since the last time; the same phone's, please.
  ///
  /// @return RMS of the whole in dB of full scale, -120 for nothing
  public synchronized double levelDbfs(Heard heard) {
    for (; measured < heard.recording().size(); measured++) {
      HeardPacket packet = heard.recording().get(measured);
      if (packet.ticks() >= 0) {
        loudness.packet(packet.payload(), packet.ticks());
      }
    }
    return loudness.levelDbfs();
  }
}
