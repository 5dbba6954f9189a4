package io.dering.bench.report;

import java.util.List;

/// All bars of a run with what was measured.
public record Verdict(List<Judged> judged) {
  public Verdict {
    judged = List.copyOf(judged);
  }

  public boolean held() {
    return judged.stream().allMatch(Judged::held);
  }

  public List<Judged> missed() {
    return judged.stream().filter(one -> !one.held()).toList();
  }

  /// In one sentence.
  public String sentence() {
    List<Judged> missed = missed();
    return missed.isEmpty()
        ? "HELD: all %d bars".formatted(judged.size())
        : "NOT HELD: %d of %d bars missed".formatted(missed.size(), judged.size());
  }
}
