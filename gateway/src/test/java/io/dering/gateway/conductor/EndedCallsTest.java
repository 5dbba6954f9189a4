package io.dering.gateway.conductor;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.storage.SampleCall;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.CallEventKind;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Memory holds what goes on; the log holds what is over.
final class EndedCallsTest {
  private static final int CALLS = 300;
  private static final Duration TOMBSTONE = CallCentre.settings().policy().tombstone();

  @TempDir Path folder;

  @Test
  void aStartTakesNoEndedCallIntoMemoryButForTheIdsOfTheLastMinutes() {
    List<CallRecord> records = new ArrayList<>();
    for (int number = 1; number <= CALLS; number++) {
      SampleCall call = new SampleCall(number, SampleCall.START.minus(Duration.ofHours(number)));
      records.addAll(List.of(call.opened(), call.closed(null)));
    }
    SampleCall late = new SampleCall(CALLS + 1, SampleCall.START.minus(Duration.ofMinutes(2)));
    SampleCall open = new SampleCall(CALLS + 2, SampleCall.START.minus(Duration.ofMinutes(1)));
    records.addAll(List.of(late.opened(), late.closed(null)));
    records.addAll(List.of(open.opened(), open.event(1, CallEventKind.TAKEN, "ayu")));
    try (CallCentre centre = new CallCentre(folder, SampleCall.START)) {
      centre.store.append(records).join();
      Conductor conductor = centre.conductor();

      conductor.restore();

      assertThat(conductor.snapshot().remembered()).isEqualTo(2);
      centre.pass(TOMBSTONE.plusSeconds(1));
      conductor.step();
      assertThat(conductor.snapshot().remembered()).isZero();
    }
  }

  @Test
  void callsThatEndLeaveMemoryWhenTheirIdsNeedNotBeRememberedAnyMore() {
    try (CallCentre centre = new CallCentre(folder, CallCentre.START)) {
      Conductor conductor = centre.conductor();
      conductor.restore();
      // The pages of the process before have had their time to come back.
      centre.pass(Duration.ofSeconds(11));
      conductor.step();
      for (int number = 1; number <= CALLS; number++) {
        conductor.offer(centre.offered(number)); // Nobody is there: each is rejected at once.
      }
      conductor.step();
      conductor.step();
      assertThat(conductor.snapshot().ringing()).isZero();
      assertThat(conductor.snapshot().remembered()).isEqualTo(CALLS);

      centre.pass(TOMBSTONE.plusSeconds(20));
      conductor.step();

      assertThat(conductor.snapshot().remembered()).isZero();
      assertThat(centre.store.log().page(CallCentre.ACCOUNT, 200, null).orElseThrow().hasMore())
          .isTrue();
    }
  }
}
