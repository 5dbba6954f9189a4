package io.dering.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.admission.Reached;
import io.dering.signaling.backend.AgentAnswer;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The marks by the names of their settings, and only while they keep calls from being taken.
final class AdmissionRoutesTest {
  private static final List<Reached> LOAD =
      List.of(
          new Reached(Reached.Mark.MAX_CPU_PERCENT, 85, 70, 97),
          new Reached(Reached.Mark.MAX_LAG_MS, 100, 82, 240),
          new Reached(Reached.Mark.MAX_PACKETS, 20_000, 16_400, 21_000));

  @Test
  void eachMarkIsNamedAsItsSetting() {
    assertThat(marks(admitted(false, 3, 0), LOAD))
        .containsExactly(
            "max_cpu_percent 97 of 85, 70",
            "max_lag_ms 240 of 100, 82",
            "max_packets 21000 of 20000, 16400");
  }

  @Test
  void anAccountThatHasAsManyCallsAsItMayIsAMarkToo() {
    assertThat(marks(admitted(false, 3, 3), List.of())).containsExactly("max_calls 3 of 3, 3");
    assertThat(marks(admitted(false, 2, 3), List.of())).isEmpty();
  }

  @Test
  void nothingIsNamedWhileAllIsTaken() {
    assertThat(marks(admitted(true, 2, 3), LOAD)).isEmpty();
  }

  private static AgentAnswer.Admitted admitted(boolean all, int calls, int most) {
    var turned = new AgentAnswer.Turned(Instant.EPOCH, 0, 0);
    return new AgentAnswer.Admitted(all, all, calls, most, turned);
  }

  private static List<String> marks(AgentAnswer.Admitted admitted, List<Reached> load) {
    return AdmissionRoutes.json(admitted, load).getJsonArray("reached").stream()
        .map(JsonObject.class::cast)
        .map(one ->
            "%s %d of %d, %d"
                .formatted(
                    one.getString("mark"),
                    one.getLong("now"),
                    one.getLong("limit"),
                    one.getLong("taken_below")))
        .toList();
  }
}
