package io.dering.gateway.storage;

import static io.dering.gateway.storage.SampleCall.ACCOUNT;
import static io.dering.gateway.storage.SampleCall.START;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.activity.CallFilter;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.EndedCall;
import io.dering.signaling.activity.OpenCall;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingTurn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class CallStoreTest {
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

  /// REP-1 and REP-2: one row per call with status and exact reason beside it.
  @Test
  void aWholeCallComesBackAsItWasWritten() throws Exception {
    SampleCall call = new SampleCall(1);
    append(
        call.opened(),
        call.event(1, CallEventKind.OFFERED_TO_AGENT, "ayu"),
        call.event(2, CallEventKind.TAKEN, "ayu"),
        call.event(3, CallEventKind.CONNECTED, "ayu"),
        call.closed("ayu"));

    StoredCall stored = store.log().call(ACCOUNT, call.id()).orElseThrow();

    assertThat(stored.metaCall()).isEqualTo(call.metaCall());
    assertThat(stored.customer()).isEqualTo(call.opened().customer());
    assertThat(stored.payloads()).isEqualTo(call.opened().payloads());
    assertThat(stored.metaTime()).isEqualTo(call.opened().metaTime());
    assertThat(stored.openedAt()).isEqualTo(call.openedAt());
    assertThat(stored.agent()).isEqualTo(new AgentId("ayu"));
    assertThat(stored.takenAt()).isEqualTo(call.openedAt().plusSeconds(2));
    assertThat(stored.connectedAt()).isEqualTo(call.openedAt().plusSeconds(3));
    assertThat(stored.state()).isEqualTo(StoredCall.State.ENDED);
    assertThat(stored.end())
        .isEqualTo(
            new StoredCall.End(
                call.openedAt().plusSeconds(60),
                CallStatus.ANSWERED,
                call.closed("ayu").reason(),
                7_000,
                53_000,
                0,
                null,
                null));
    assertThat(store.log().events(call.id()))
        .containsExactly(
            call.event(1, CallEventKind.OFFERED_TO_AGENT, "ayu"),
            call.event(2, CallEventKind.TAKEN, "ayu"),
            call.event(3, CallEventKind.CONNECTED, "ayu"));
  }

  /// A bound from below: a slow machine takes longer. 20 begin at once, the others 5 ms apart.
  @Test
  void manyCommitsOneAfterTheOtherWaitForTheirTurns() throws Exception {
    long began = System.nanoTime();
    for (int number = 1; number <= 60; number++) {
      append(new SampleCall(number).opened());
    }
    assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThan(Duration.ofMillis(195));
  }

  @Test
  void metasErrorCodeIsKeptWithItsSubcode() throws Exception {
    SampleCall call = new SampleCall(1);
    append(call.opened(), call.closed(null));
    StoredCall.End end =
        Objects.requireNonNull(store.log().call(ACCOUNT, call.id()).orElseThrow().end());
    assertThat(end.metaErrorCode()).isEqualTo(138_021);
    assertThat(end.metaErrorSubcode()).isEqualTo(2_494_010);
  }

  /// One of the databases has no such character, and a customer may.
  @Test
  void aNameWithTheCharacterZeroDoesNotBreakTheStore() throws Exception {
    SampleCall call = new SampleCall(1);
    append(call.named("Wa\0ti"));
    assertThat(store.log().call(ACCOUNT, call.id()).orElseThrow().customer().name())
        .isEqualTo("Wa\uFFFDti");
  }

  @Test
  void theStateOfAnOpenCallFollowsItsEvents() throws Exception {
    SampleCall call = new SampleCall(1);
    append(call.opened());
    assertThat(state(call)).isEqualTo(StoredCall.State.RINGING);
    append(call.event(1, CallEventKind.TAKEN, "ayu"));
    assertThat(state(call)).isEqualTo(StoredCall.State.CONNECTING);
    append(call.event(2, CallEventKind.CONNECTED, "ayu"));
    assertThat(state(call)).isEqualTo(StoredCall.State.TALKING);
  }

  /// A team of hundreds would be hundreds of rows for each call, in the log for ever.
  @Test
  void whomALookPassesByIsOneRowAndComesBackAsItHappened() throws Exception {
    SampleCall call = new SampleCall(1);
    List<CallRecord.CallEvent> story =
        List.of(
            call.event(1, CallEventKind.ROUTED, null),
            passedBy(call, START, 2, "ayu", "offline"),
            passedBy(call, START, 3, "budi \"[,]\"", "offline"),
            passedBy(call, START, 4, "citra", "page_unreachable 41000"),
            passedBy(call, START, 5, "dewi", "offline"),
            passedBy(call, START.plusMillis(1), 6, "ayu", "on_call"),
            call.event(7, CallEventKind.OFFERED_TO_AGENT, "eka"),
            passedBy(call, START.plusMillis(2), 8, "ayu", "on_call"));
    List<CallRecord> records = new ArrayList<>(List.of(call.opened()));
    records.addAll(story);
    append(records.toArray(CallRecord[]::new));

    assertThat(store.log().events(call.id())).isEqualTo(story);
    assertThat(rowsOfEvents()).isEqualTo(5);
  }

  /// What is gathered belongs to the write that is undone.
  @Test
  void aWriteThatFailsLeavesNobodyWhomItPassedByBehind() throws Exception {
    SampleCall known = new SampleCall(1);
    append(known.opened());
    SampleCall other = new SampleCall(2);
    assertThatThrownBy(
            () -> append(other.opened(), passedBy(other, START, 1, "ayu", "away"), known.opened()))
        .isInstanceOf(ExecutionException.class);
    append(known.event(1, CallEventKind.DECLINED, "ayu"));
    append(other.opened());

    assertThat(store.log().events(other.id())).isEmpty();
    assertThat(rowsOfEvents()).isEqualTo(1);
  }

  /// Nor does it take what the write before it in the same group has gathered.
  @Test
  void aWriteThatFailsTakesNobodyWhomAnotherPassedBy() throws Exception {
    SampleCall known = new SampleCall(1);
    append(known.opened());
    List<CompletableFuture<Void>> kept = new ArrayList<>();
    for (int i = 2; i < 100; i++) {
      SampleCall call = new SampleCall(i);
      kept.add(store.append(List.of(call.opened(), passedBy(call, START, 1, "ayu", "away"))));
      CompletableFuture<Void> _ = store.append(List.of(known.opened()));
    }
    for (CompletableFuture<Void> write : kept) {
      write.get(30, SECONDS);
    }
    assertThat(rowsOfEvents()).isEqualTo(98);
  }

  private static CallRecord.CallEvent passedBy(
      SampleCall call, Instant at, int sequence, String agent, String finding) {
    return new CallRecord.CallEvent(
        call.id(), at, sequence, CallEventKind.AGENT_PASSED_BY, new AgentId(agent), finding);
  }

  /// RG-3: the turn of each group, in the account of the call, as the last record has it.
  @Test
  void theTurnOfARoundRobinGroupIsWhereItsLastRecordPutIt() throws Exception {
    SampleCall call = new SampleCall(1);
    append(call.opened(), turn(call, 1, "ayu", "group_a"), turn(call, 2, "budi", "group_b"));
    append(turn(call, 3, "citra", "group_a"));

    assertThat(store.log().turns(ACCOUNT))
        .containsExactlyInAnyOrder(
            new RingTurn(new RingGroupId("group_a"), new AgentId("citra")),
            new RingTurn(new RingGroupId("group_b"), new AgentId("budi")));
    assertThat(store.log().turns(new AccountId("other"))).isEmpty();
  }

  private static CallRecord.CallEvent turn(
      SampleCall call, int sequence, String agent, String group) {
    return new CallRecord.CallEvent(
        call.id(), START, sequence, CallEventKind.TURN_MOVED, new AgentId(agent), group);
  }

  @Test
  void aCallOfAnotherAccountIsNotThere() throws Exception {
    SampleCall call = new SampleCall(1);
    append(call.opened());
    AccountId other = new AccountId("other");

    assertThat(store.log().call(other, call.id())).isEmpty();
    assertThat(store.log().page(other, 10, null).orElseThrow().calls()).isEmpty();
    assertThat(store.log().page(other, 10, call.id())).isEmpty();
    assertThat(store.log().open(other)).isEmpty();
  }

  @Test
  void pagesGoFromTheNewestToTheOldestAndMissNoCallOfTheSameMillisecond() throws Exception {
    List<CallRecord> records = new ArrayList<>();
    for (int i = 0; i < 25; i++) {
      records.add(new SampleCall(i, START.plusMillis(i / 5)).opened());
    }
    append(records.toArray(CallRecord[]::new));

    List<String> seen = new ArrayList<>();
    CallId after = null;
    int pages = 0;
    boolean more = true;
    while (more) {
      CallPage page = store.log().page(ACCOUNT, 7, after).orElseThrow();
      page.calls().forEach(call -> seen.add(call.id().value()));
      after = page.calls().getLast().id();
      more = page.hasMore();
      pages++;
    }

    assertThat(pages).isEqualTo(4);
    assertThat(seen).hasSize(25).doesNotHaveDuplicates();
    assertThat(seen.getFirst()).isEqualTo("call_00000024");
    assertThat(seen.getLast()).isEqualTo("call_00000000");
    assertThat(store.log().page(ACCOUNT, 7, new CallId("call_unknown"))).isEmpty();
  }

  @Test
  void aPageOfAnAgentHoldsOnlyTheCallsThatTheAgentTook() throws Exception {
    for (int i = 0; i < 6; i++) {
      SampleCall call = new SampleCall(i);
      append(call.opened(), call.closed(i % 2 == 0 ? "ayu" : i == 1 ? "budi" : null));
    }

    CallPage page = store.log().page(ofAyu(), 2, null).orElseThrow();

    assertThat(page.calls())
        .extracting(call -> call.id().value())
        .containsExactly("call_00000004", "call_00000002");
    assertThat(page.hasMore()).isTrue();
    assertThat(store.log().page(ofAyu(), 2, new SampleCall(2).id()).orElseThrow())
        .extracting(CallPage::hasMore, last -> last.calls().size())
        .containsExactly(false, 1);
  }

  @Test
  void whatAStartNeedsIsFound() throws Exception {
    SampleCall open = new SampleCall(1);
    SampleCall ended = new SampleCall(2);
    append(
        open.opened(),
        open.event(1, CallEventKind.TAKEN, "ayu"),
        open.event(2, CallEventKind.ACCEPT_SENT, null),
        ended.opened(),
        ended.closed(null));

    OpenCall found = store.log().open(ACCOUNT).getFirst();
    assertThat(store.log().open(ACCOUNT)).hasSize(1);
    assertThat(found.call()).isEqualTo(open.id());
    assertThat(found.agent()).isEqualTo(new AgentId("ayu"));
    assertThat(found.atMeta()).isEqualTo(OpenCall.AtMeta.TERMINATE);
    assertThat(found.lastSequence()).isEqualTo(2);
    assertThat(store.log().endedSince(ACCOUNT, START))
        .containsExactly(new EndedCall(ended.metaCall(), ended.closed(null).at()));
    assertThat(store.log().endedSince(ACCOUNT, START.plusSeconds(61))).isEmpty();
  }

  /// IN-4: one agent holds at most one call, whatever the code above believes. REP-1: a call that
  /// was going on was seen when the process left its last sign of life.
  @Test
  void aCallLeftOpenWasSeenUntilTheLastSignOfLife() throws Exception {
    SampleCall call = new SampleCall(1);
    append(call.opened());
    assertThat(seen()).isEqualTo(call.opened().at());
    Instant alive = call.opened().at().plusSeconds(90);
    assertThat(store.signOfLife().show(alive.minusSeconds(1)).get()).isTrue();
    assertThat(store.signOfLife().show(alive).get()).isTrue();
    assertThat(seen()).isEqualTo(alive);
  }

  private Instant seen() {
    return store.log().open(ACCOUNT).getFirst().lastSeen();
  }

  @Test
  void theStoreRefusesASecondLiveCallOfAnAgent() throws Exception {
    SampleCall first = new SampleCall(1);
    SampleCall second = new SampleCall(2);
    append(first.opened(), first.event(1, CallEventKind.TAKEN, "ayu"), second.opened());

    assertConflict(second.event(1, CallEventKind.TAKEN, "ayu"));
    append(first.closed("ayu"));
    append(second.event(1, CallEventKind.TAKEN, "ayu"));
  }

  @Test
  void aCallIsOpenedOnceClosedOnceAndItsEventsAreNumberedOnce() throws Exception {
    SampleCall call = new SampleCall(1);
    append(call.opened(), call.event(1, CallEventKind.DECLINED, "ayu"));

    assertConflict(call.opened());
    assertConflict(call.event(1, CallEventKind.DECLINED, "budi"));
    assertConflict(new SampleCall(2).closed(null));
    assertConflict(new SampleCall(2).event(1, CallEventKind.DECLINED, "ayu"));
    append(call.closed(null));
    assertConflict(call.closed("ayu"));
    append(call.event(2, CallEventKind.META_TERMINATED, null));
    assertThat(store.healthy()).isTrue();
  }

  @Test
  void aWriteThatFailsTakesNoOtherOfItsGroupWithItAndLeavesNothingOfItself() throws Exception {
    SampleCall known = new SampleCall(1);
    append(known.opened());
    List<CompletableFuture<Void>> group = new ArrayList<>();
    for (int i = 2; i < 200; i++) {
      group.add(store.append(List.of(new SampleCall(i).opened())));
      if (i % 50 == 0) {
        group.add(store.append(List.of(new SampleCall(1_000 + i).opened(), known.opened())));
      }
    }

    int failed = 0;
    for (CompletableFuture<Void> write : group) {
      failed += write.handle((_, e) -> e == null ? 0 : 1).get(30, SECONDS);
    }

    assertThat(failed).isEqualTo(3);
    assertThat(store.log().page(ACCOUNT, 200, null).orElseThrow().calls()).hasSize(199);
    assertThat(store.log().call(ACCOUNT, new SampleCall(1_050).id())).isEmpty();
  }

  @Test
  void aWebhookWaitsInTheInboxUntilTheRecordsOfItsEffectAreStored() throws Exception {
    byte[] body = "{\"entry\":[]}".getBytes(StandardCharsets.UTF_8);
    long first = store.receive(body).get(30, SECONDS);
    long second = store.receive(new byte[] {1}).get(30, SECONDS);

    assertThat(second).isGreaterThan(first);
    assertThat(store.log().unprocessed()).extracting(InboxEntry::id).containsExactly(first, second);
    assertThat(store.log().unprocessed().getFirst().body()).isEqualTo(body);
    store.append(List.of(new SampleCall(1).opened()), List.of(first)).get(30, SECONDS);
    assertThat(store.log().unprocessed()).extracting(InboxEntry::id).containsExactly(second);
  }

  @Test
  void aConflictLeavesTheWebhookUnprocessed() throws Exception {
    append(new SampleCall(1).opened());
    long id = store.receive(new byte[] {1}).get(30, SECONDS);

    assertThatThrownBy(
            () -> store.append(List.of(new SampleCall(1).opened()), List.of(id)).get(30, SECONDS))
        .isInstanceOf(ExecutionException.class);
    assertThat(store.log().unprocessed()).hasSize(1);
  }

  @Test
  void processedWebhooksAreDeletedWhenTheirTimeIsUpAndWaitingOnesNever() throws Exception {
    long old = store.receive(new byte[] {1}).get(30, SECONDS);
    long waiting = store.receive(new byte[] {2}).get(30, SECONDS);
    store.append(List.of(), List.of(old)).get(30, SECONDS);
    assertThat(store.purge().get(30, SECONDS)).isZero();
    store.close();

    store =
        CallStore.open(
            database.place(folder),
            Duration.ofDays(7),
            InstantSource.fixed(START.plus(Duration.ofDays(7)).plusMillis(1)));
    assertThat(store.purge().get(30, SECONDS)).isEqualTo(1);
    assertThat(store.purge().get(30, SECONDS)).isZero();
    assertThat(store.log().unprocessed()).extracting(InboxEntry::id).containsExactly(waiting);
    assertThat(store.receive(new byte[] {3}).get(30, SECONDS)).isGreaterThan(waiting);
  }

  @Test
  void afterCloseEverythingIsThereAndNothingIsTaken() throws Exception {
    CompletableFuture<Void> last = store.append(List.of(new SampleCall(1).opened()));
    store.close();

    last.get(1, SECONDS);
    assertThat(store.healthy()).isFalse();
    assertThatThrownBy(() -> append(new SampleCall(2).opened()))
        .cause()
        .isInstanceOfSatisfying(
            StoreFailure.class, e -> assertThat(e.kind()).isEqualTo(StoreFailure.Kind.CLOSED));
    open();
    assertThat(store.log().call(ACCOUNT, new SampleCall(1).id())).isPresent();
  }

  private int rowsOfEvents() throws Exception {
    try (var other = database.other(folder);
        var statement = other.createStatement();
        var count = statement.executeQuery("SELECT COUNT(*) FROM call_event")) {
      assertThat(count.next()).isTrue();
      return count.getInt(1);
    }
  }

  private StoredCall.State state(SampleCall call) {
    return store.log().call(ACCOUNT, call.id()).orElseThrow().state();
  }

  private void append(CallRecord... records) throws Exception {
    store.append(List.of(records)).get(30, SECONDS);
  }

  private void assertConflict(CallRecord record) {
    assertThatThrownBy(() -> append(record))
        .cause()
        .isInstanceOfSatisfying(
            StoreFailure.class, e -> assertThat(e.kind()).isEqualTo(StoreFailure.Kind.CONFLICT));
  }

  private static CallFilter ofAyu() {
    return CallFilter.of(ACCOUNT).ofAgent(new AgentId("ayu"));
  }
}
