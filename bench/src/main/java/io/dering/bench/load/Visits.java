package io.dering.bench.load;

import io.dering.bench.report.Fact;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Calls that come by schedule, whatever became of those before, each with an agent who comes for
/// it.
final class Visits {
  private static final int STORIES = 5;

  private final Stage stage;
  private final Names names;
  private final List<Visit> all = new CopyOnWriteArrayList<>();

  Visits(Stage stage, int agents) {
    this.stage = stage;
    this.names = new Names(agents);
  }

  /// As many as are due before the end; returns when the last of them has begun.
  ///
  /// @param startNanos from which the schedule counts
  /// @param each is told of a visit as it begins
  void come(Arrivals arrivals, long startNanos, long seconds, Consumer<Visit> each)
      throws InterruptedException {
    long end = TimeUnit.SECONDS.toNanos(seconds);
    for (int i = 0; arrivals.dueNanos(i) < end; i++) {
      comes(startNanos + arrivals.dueNanos(i), each);
    }
  }

  /// So many from now on; returns when the last of them has begun.
  void come(Arrivals arrivals, int count, Consumer<Visit> each) throws InterruptedException {
    long start = System.nanoTime();
    for (int i = 0; i < count; i++) {
      comes(start + arrivals.dueNanos(i), each);
    }
  }

  private void comes(long due, Consumer<Visit> each) throws InterruptedException {
    TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
    Visit visit = new Visit(all.size(), due);
    all.add(visit);
    String name = names.next();
    if (name == null) {
      visit.over().complete(System.nanoTime());
      return;
    }
    each.accept(visit);
    visit.begin(stage, name, names::back);
  }

  /// What became of those that were not whole, and the story of the first few of them.
  static List<Fact> failures(List<Visit> visits) {
    List<Visit> failed = visits.stream().filter(one -> !one.complete()).toList();
    if (failed.isEmpty()) {
      return List.of();
    }
    Map<Visit.Fate, Long> fates =
        failed.stream()
            .collect(
                Collectors.groupingBy(
                    Visit::fate, () -> new EnumMap<>(Visit.Fate.class), Collectors.counting()));
    List<Fact> facts = new ArrayList<>();
    fates.forEach((fate, count) -> facts.add(new Fact("  " + fate.words(), count.toString())));
    failed.stream()
        .limit(STORIES)
        .forEach(one -> facts.add(new Fact("  its story, ms after due", one.story())));
    return facts;
  }

  List<Visit> all() {
    return all;
  }

  int standing() {
    return (int) all.stream().filter(Visit::standing).count();
  }

  /// Waits until all are over.
  ///
  /// @return how many are
  int over(long seconds) throws InterruptedException {
    return Stage.finished(all.stream().map(Visit::over).toList(), seconds);
  }
}
