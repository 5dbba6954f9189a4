package io.dering.gateway.storage;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.PushRecord;
import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.agent.PushDevices;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.PushDeviceId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class PushTableTest {
  private static final AgentId AYU = new AgentId("ayu");
  private static final AgentId BUDI = new AgentId("budi");

  @Parameter TestDatabase database = TestDatabase.SQLITE;
  @TempDir Path folder;

  /// IN-9: browsers come back oldest first, those that went do not, on both databases.
  @Test
  void browsersComeBackAsTheyWere() throws Exception {
    PushDevice phone = device("phone");
    PushDevice laptop = device("laptop");
    PushDevice tablet = device("tablet");
    try (CallStore store =
        CallStore.open(
            database.place(folder), Duration.ofDays(7), InstantSource.fixed(SampleCall.START))) {
      store
          .append(
              List.of(
                  added(0, AYU, phone),
                  added(1, AYU, laptop),
                  added(2, AYU, tablet),
                  // Another agent signs in at the phone.
                  added(3, BUDI, phone),
                  new PushRecord.DeviceRemoved(SampleCall.START, SampleCall.ACCOUNT, laptop.id())))
          .get(30, SECONDS);
      assertThat(store.pushes().of(SampleCall.ACCOUNT))
          .containsExactly(new PushDevices.Owned(AYU, tablet), new PushDevices.Owned(BUDI, phone));
      assertThat(store.pushes().of(new AccountId("other"))).isEmpty();
    }
  }

  private static PushRecord added(int afterMs, AgentId agent, PushDevice device) {
    return new PushRecord.DeviceAdded(
        SampleCall.START.plusMillis(afterMs), SampleCall.ACCOUNT, agent, device);
  }

  private static PushDevice device(String name) {
    return new PushDevice(
        new PushDeviceId("push_" + name), "https://push.example/" + name, "key", "secret");
  }
}
