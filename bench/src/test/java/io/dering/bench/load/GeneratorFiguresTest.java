package io.dering.bench.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.bench.lean.FarLoop;
import io.dering.bench.lean.Watched;
import io.dering.bench.report.Fact;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

final class GeneratorFiguresTest {
  private static final String CORE =
      "the generator's busiest look, share of one core; looks with a full core";

  @Test
  void looksWithAFullCoreAreCounted() {
    assertThat(new GeneratorFigures(timeline(0.41, 0.95, 0.949, 1.01), true, null).facts())
        .containsExactly(new Fact(CORE, "101 %; 2 of 4"));
  }

  @Test
  void aGeneratorThatSharesAllCoresHasNoneThatCouldBeFull() {
    GeneratorFigures shared = new GeneratorFigures(timeline(1.7, 0.2), false, null);

    assertThat(shared.facts()).isEmpty();
    assertThat(shared.put(new JsonObject()).getMap())
        .containsEntry("looks", 2)
        .doesNotContainKey("generator_full_looks");
  }

  @Test
  void leanFarEndsSayHowLateTheyWereAndWhatTheyLost() {
    Histogram late = Ends.histogram();
    late.recordValue(2_000_000);
    Watched watched = new Watched(0, 0, 0, new FarLoop.Losses(2, 3, 1), late, 0);

    assertThat(new GeneratorFigures(timeline(0.5), true, watched).facts())
        .contains(
            new Fact(CORE, "50 %; 0 of 1"),
            new Fact(
                "by far ends: slots left out / datagrams dropped / refused by the kernel",
                "1 / 2 / 3"))
        .hasSize(3);
    assertThat(
            new GeneratorFigures(timeline(0.97, 0.5), true, watched).put(new JsonObject()).getMap())
        .containsEntry("looks", 2)
        .containsEntry("generator_full_looks", 1L)
        .containsEntry("far_ends_slots_left_out", 1L)
        .containsEntry("far_ends_dropped", 2L)
        .containsEntry("far_ends_refused", 3L)
        .containsKey("far_ends_late");
  }

  private static Timeline timeline(double... generatorCores) {
    DelayBook book = new DelayBook(new Window(), Duration.ofSeconds(1));
    List<ProcessWatch.Look> looks =
        DoubleStream.of(generatorCores)
            .mapToObj(cores -> new ProcessWatch.Look(0, cores, 0, 0, 0, 0))
            .toList();
    return new Timeline(book, book, looks, generatorCores.length);
  }
}
