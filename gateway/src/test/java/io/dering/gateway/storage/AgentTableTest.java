package io.dering.gateway.storage;

import static io.dering.gateway.storage.SampleCall.ACCOUNT;
import static io.dering.gateway.storage.SampleCall.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.AgentRecord;
import io.dering.signaling.agent.Device;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// RM-3: the agents' log history on the disk.
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class AgentTableTest {
  private static final AgentId AYU = new AgentId("ayu");

  @Parameter TestDatabase database = TestDatabase.SQLITE;
  @TempDir Path folder;
  private CallStore store;

  @BeforeEach
  void open() {
    store = CallStore.open(database.place(folder), Duration.ofDays(7), InstantSource.fixed(START));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void theHistoryOfAnAgentComesBackNewestFirstAndPageByPage() {
    List<AgentRecord> written = new ArrayList<>();
    for (AgentRecord.Kind kind : AgentRecord.Kind.values()) {
      written.add(entry(ACCOUNT, AYU, kind, written.size()));
    }
    store.append(written).join();
    store.append(List.of(entry(ACCOUNT, new AgentId("budi"), AgentRecord.Kind.AWAY, 9))).join();
    store.append(List.of(entry(new AccountId("other"), AYU, AgentRecord.Kind.AWAY, 9))).join();

    List<AgentRecord> read = new ArrayList<>();
    AgentTable.Page page = store.agents().before(ACCOUNT, AYU, Long.MAX_VALUE, 4);
    assertThat(page.entries()).hasSize(4);
    while (page.hasMore()) {
      page.entries().forEach(entry -> read.add(entry.record()));
      page = store.agents().before(ACCOUNT, AYU, page.entries().getLast().id(), 4);
    }
    page.entries().forEach(entry -> read.add(entry.record()));
    assertThat(read).isEqualTo(written.reversed());
  }

  @Test
  void numbersGoOnAfterAStart() {
    store.append(List.of(entry(ACCOUNT, AYU, AgentRecord.Kind.SIGNED_IN, 0))).join();
    close();
    open();
    store.append(List.of(entry(ACCOUNT, AYU, AgentRecord.Kind.SIGNED_IN, 1))).join();
    assertThat(store.agents().before(ACCOUNT, AYU, Long.MAX_VALUE, 10).entries())
        .extracting(AgentTable.Entry::id)
        .containsExactly(2L, 1L);
  }

  private static AgentRecord entry(
      AccountId account, AgentId agent, AgentRecord.Kind kind, int second) {
    boolean timed = kind == AgentRecord.Kind.UNREACHABLE || kind == AgentRecord.Kind.REACHABLE;
    return new AgentRecord(
        START.plusSeconds(second),
        account,
        agent,
        kind,
        new Device("Chrome", "Android"),
        timed ? Duration.ofMillis(8_004) : null);
  }
}
