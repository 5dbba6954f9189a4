package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.bench.report.Fact;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What a report says of a call that was not whole.
class VisitTest {
  @Test
  void aCallIsWholeOnceItWasHeardBothWaysAndIsOver() {
    Visit visit = new Visit(1, 0);
    assertThat(visit.fate()).isEqualTo(Visit.Fate.NO_AGENT);
    visit.audio().complete(5L);
    assertThat(visit.fate()).isEqualTo(Visit.Fate.NEVER_ENDED);
    assertThat(visit.complete()).isFalse();
    visit.over().complete(6L);
    assertThat(visit.fate()).isEqualTo(Visit.Fate.WHOLE);
    assertThat(visit.complete()).isTrue();
  }

  @Test
  void aCallThatEndedBeforeAnythingWasHeardIsNotWhole() {
    Visit visit = new Visit(1, 0);
    visit.audio().completeExceptionally(new IllegalStateException("ended before audio"));
    visit.over().complete(6L);
    assertThat(visit.complete()).isFalse();
  }

  @Test
  void theReportCountsEachWayToFailAndTellsTheStories() {
    Visit whole = new Visit(1, 0);
    whole.audio().complete(5L);
    whole.over().complete(6L);
    Visit unended = new Visit(2, 0);
    unended.audio().complete(5L);
    assertThat(Visits.failures(List.of(whole))).isEmpty();
    assertThat(Visits.failures(List.of(whole, unended, new Visit(3, 0))))
        .extracting(Fact::value)
        .containsExactly(
            "1",
            "1",
            "Caller 2, heard both ways and not ended: agent there 0, accepted 0, agent heard 0,"
                + " customer heard 0, ended 0",
            "Caller 3, no agent came for it: agent there 0, accepted 0, agent heard 0,"
                + " customer heard 0, ended 0");
  }
}
