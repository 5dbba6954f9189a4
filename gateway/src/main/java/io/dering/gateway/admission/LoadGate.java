package io.dering.gateway.admission;

import io.dering.signaling.switchboard.Admission;

/// Which new calls are taken, by samples of the load. A pure machine of samples and their times in
/// nanoseconds; not thread-safe.
///
/// | gate    | for so long              | becomes |
/// |---------|--------------------------|---------|
/// | ALL     | 5 s at a mark or above   | INBOUND |
/// | INBOUND | 5 s more                 | NONE    |
/// | INBOUND, NONE | 3 s calm, and 30 s since it opened last | ALL |
///
/// Between a mark and calm nothing changes and no time counts; a sample in which the media thread
/// was not heard is never calm, and at a mark if its last word was. So the gate opens within 5 s
/// after the load falls, and in a load that comes back with the calls it opens once in 30 s.
public final class LoadGate {
  /// Less refuses calls for a compiler's or a collector's burst, more lets calls in that nobody
  /// hears well.
  static final long SUSTAINED_NANOS = 5_000_000_000L;

  static final long CALM_NANOS = 3_000_000_000L;
  static final long OPEN_AGAIN_NANOS = 30_000_000_000L;

  private final LoadMarks marks;
  private Admission admission = Admission.ALL;
  private Since since = new Since(Weather.BETWEEN, 0);
  private long openedNanos;
  private boolean openedBefore;

  private enum Weather {
    CALM,
    BETWEEN,
    STORM
  }

  private record Since(Weather weather, long nanos) {}

  public LoadGate(LoadMarks marks) {
    this.marks = marks;
  }

  /// Takes a sample and says what is taken from now on.
  public Admission take(Load load, long nowNanos) {
    Weather weather = weather(load);
    if (weather != since.weather()) {
      since = new Since(weather, nowNanos);
    }
    long lasted = nowNanos - since.nanos();
    if (weather == Weather.STORM && lasted >= SUSTAINED_NANOS) {
      admission = admission == Admission.ALL ? Admission.INBOUND : Admission.NONE;
      since = new Since(Weather.STORM, nowNanos);
    } else if (weather == Weather.CALM && lasted >= CALM_NANOS && mayOpen(nowNanos)) {
      admission = Admission.ALL;
      openedNanos = nowNanos;
      openedBefore = true;
    }
    return admission;
  }

  private boolean mayOpen(long nowNanos) {
    return admission != Admission.ALL
        && (!openedBefore || nowNanos - openedNanos >= OPEN_AGAIN_NANOS);
  }

  private Weather weather(Load load) {
    if (marks.reachedBy(load)) {
      return Weather.STORM;
    }
    return load.isHeard() && marks.isCalm(load) ? Weather.CALM : Weather.BETWEEN;
  }
}
