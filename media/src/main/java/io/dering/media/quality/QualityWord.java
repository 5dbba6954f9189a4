package io.dering.media.quality;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A call's quality in one word: that of the worse of its legs. Stored by name: append only.
///
/// | word | lost over the whole call | jitter | round trip |
/// |---|---|---|---|
/// | good | at most 1 % | at most 30 ms | at most 300 ms |
/// | fair | at most 5 % | at most 60 ms | at most 500 ms |
/// | poor | more | more | more |
///
/// Of jitter and round trip the third quartile counts, so that a quarter of the call may be worse.
/// Opus hides 1 % of loss, and 5 % is heard; ITU-T G.114 finds 150 ms one way good for most.
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
        .max(QualityWord::compareTo);
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
