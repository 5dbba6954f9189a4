package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class SharesTest {
  @Test
  void threadsOfOnePurposeAreAddedAndTheMostComesFirst() {
    Map<String, Double> before = Map.of("C2 CompilerThre", 1.0, "dering-store", 0.5);
    Map<String, Double> after =
        Map.of("C2 CompilerThre", 2.0, "C1 CompilerThre", 0.25, "dering-store", 2.0, "new", 0.1);
    Map<String, Double> shares = Shares.between(before, after);
    assertThat(shares)
        .containsExactly(
            Map.entry("store", 1.5), Map.entry("compilers", 1.25), Map.entry("other", 0.1));
    assertThat(Shares.sentence(shares, 100))
        .isEqualTo("store 150.00, compilers 125.00, other 10.00");
  }

  @Test
  void aThreadThatHasEndedTakesNothingBack() {
    assertThat(Shares.between(Map.of("vert.x-worker-1", 3.0), Map.of("vert.x-worker-1", 1.0)))
        .containsExactly(Map.entry("HTTP and WebSockets", 0.0));
  }
}
