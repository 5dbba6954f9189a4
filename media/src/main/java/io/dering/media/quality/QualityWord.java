package io.dering.media.quality;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A call's quality in one word: that of the worse of its legs, and never better than what stood
/// out. Stored by name: append only.
///
/// | word | lost over the whole call | jitter | round trip |
/// |---|---|---|---|
/// | good | at most 1 % | at most 30 ms | at most 300 ms |
/// | fair | at most 5 % | at most 60 ms | at most 500 ms |
/// | poor | more | more | more |
///
/// Of jitter and round trip the third quartile counts, so that a quarter of the call may be worse.
/// Opus hides 1 % of loss, and 5 % is heard; ITU-T G.114 finds 150 ms one way good for most.
///
/// Nothing lost is not yet something heard: whatever stands out ([Verdict]) makes it fair at best,
/// and a side that is not heard for half of the call poor. Muted on the page is no fault.
public enum QualityWord {
  GOOD(10, 30, 300),
  FAIR(50, 60, 500),
  POOR(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

  private final int lossPermille;
  private final int jitterMs;
  private final int roundTripMs;

  QualityWord(int lossPermille, int jitterMs, int roundTripMs) {
    this.lossPermille = lossPermille;
    this.jitterMs = jitterMs;
    this.roundTripMs = roundTripMs;
  }

  /// Empty when nothing was measured.
  static Optional<QualityWord> of(List<QualityPoint> points) {
    return Stream.of(line(points, QualityPoint::customer), line(points, QualityPoint::agent))
        .flatMap(Optional::stream)
        .max(QualityWord::compareTo)
        .map(word -> worse(word, stoodOut(points)));
  }

  private static QualityWord stoodOut(List<QualityPoint> points) {
    long halfMs = points.getLast().atMs() / 2;
    return Verdict.of(points).stream()
        .map(finding ->
            switch (finding.kind()) {
              case NO_PACKETS, NO_MICROPHONE, MICROPHONE_SILENT ->
                  finding.lengthMs() >= halfMs ? POOR : FAIR;
              case LOSS, CONCEALED, DELAY, JITTER -> FAIR;
              case MUTED -> GOOD;
            })
        .reduce(GOOD, QualityWord::worse);
  }

  private static QualityWord worse(QualityWord one, QualityWord other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private static Optional<QualityWord> line(
      List<QualityPoint> points, Function<QualityPoint, @Nullable LinePoint> which) {
    List<LinePoint> line = points.stream().map(which).filter(Objects::nonNull).toList();
    if (line.isEmpty()) {
      return Optional.empty();
    }
    LinePoint whole = line.stream().reduce(LinePoint::and).orElseThrow();
    int jitter = thirdQuartile(line.stream().map(LinePoint::jitterMs).toList());
    int roundTrip = thirdQuartile(line.stream().map(LinePoint::roundTripMs).toList());
    return Stream.of(values())
        .filter(word -> whole.lossPermille() <= word.lossPermille)
        .filter(word -> jitter <= word.jitterMs && roundTrip <= word.roundTripMs)
        .findFirst();
  }

  private static int thirdQuartile(List<Integer> values) {
    List<Integer> sorted = values.stream().sorted().toList();
    return sorted.get((sorted.size() * 3 - 1) / 4);
  }
}
