package io.dering.gateway.conductor;

import static io.dering.gateway.conductor.CallCentre.ACCOUNT;
import static io.dering.gateway.conductor.CallCentre.AYU;
import static io.dering.gateway.conductor.CallCentre.CHANNEL;
import static io.dering.gateway.conductor.CallCentre.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.storage.StoredCall;
import io.dering.signaling.backend.BackendRequest;
import io.dering.signaling.backend.CallRequest;
import io.dering.signaling.backend.MoneyRequest;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.call.CallProgress;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.call.TalkTimes;
import io.dering.signaling.call.TerminateStatus;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.money.LedgerSnapshot;
import io.dering.signaling.money.LedgerTerms;
import io.dering.signaling.permission.MetaPermission;
import io.dering.signaling.permission.MetaPermission.Action;
import io.dering.signaling.permission.MetaPermission.Status;
import io.dering.signaling.room.Actor;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.VoiceBalance;
import io.dering.signaling.tariff.Country;
import io.dering.signaling.tariff.RateCard;
import io.dering.signaling.tariff.RateRow;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Paid calls on a real store (BAL-4 to BAL-7).
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class PaidCallEndTest {
  private static final MetaCallId META_CALL = new MetaCallId("wacid.out");
  private static final SessionDescription SDP = new SessionDescription("v=0");
  private static final MetaPermission ALLOWED =
      new MetaPermission(
          Status.PERMANENT,
          Optional.empty(),
          new Action(true, List.of()),
          new Action(true, List.of()));

  @TempDir Path folder;
  private CallCentre centre;
  private Conductor conductor;

  @BeforeEach
  void open() {
    centre = new CallCentre(folder, START);
    conductor = conductor();
    conductor.restore();
    CallCentre.agentComes(conductor);
    ask(new MoneyRequest.TopUp(new EntryId("first"), 10_000, Optional.empty(), ""));
  }

  @AfterEach
  void close() {
    centre.close();
  }

  /// M3, BAL-5: while the store is away no minute is held, and the call ends at the end of its last
  /// paid one, on the wire and at Meta; the log follows when the store is back.
  @Test
  void whileTheStoreIsAwayACallEndsAtTheEndOfItsLastPaidMinute() throws Exception {
    CallId call = talking();
    conductor.step();
    centre.released.clear();
    whileTheStoreIsAway(turns -> {
      centre.pass(Duration.ofSeconds(60));
      turns.start();
      while (turns.getState() != Thread.State.TIMED_WAITING) {
        Thread.onSpinWait();
      }
      // The third minute is asked for, and cannot be stored.
      assertThat(centre.releasedNames()).doesNotContain("Terminate");
      centre.pass(Duration.ofSeconds(60));
      awaitRelease("Terminate");
      assertThat(centre.releasedNames()).contains("CloseMetaLeg", "Unbridge");
    });
    assertCutOffAfterTwoMinutes();
    assertThat(stored().id()).isEqualTo(call);
    assertThat(centre.releasedNames()).containsOnlyOnce("Terminate");
    LedgerSnapshot ledger = centre.store.ledgers().snapshot(ACCOUNT);
    assertThat(ledger.balanceMinor()).isEqualTo(8_000);
    assertThat(ledger.heldMinor()).isZero();
    assertThat(centre.violated).hasValue(0);
  }

  /// M5: nor does the call wait for its own end to be stored, where the store goes away just
  /// before.
  @Test
  void aStoreThatGoesAwayAtTheEndOfTheMoneyDoesNotPutOffTheHangUp() throws Exception {
    talking();
    conductor.step();
    centre.released.clear();
    whileTheStoreIsAway(turns -> {
      centre.pass(Duration.ofMinutes(2));
      turns.start();
      awaitRelease("CloseMetaLeg");
      assertThat(centre.releasedNames()).contains("Terminate", "Unbridge");
    });
    assertCutOffAfterTwoMinutes();
    assertThat(centre.releasedNames()).containsOnlyOnce("Terminate");
    assertThat(centre.violated).hasValue(0);
  }

  /// M6, M7: what a crash left held is settled by what Meta reports, in the ledger and in the row.
  @Test
  void aCrashInMidCallNeitherLosesNorDoublesAMinute() {
    CallId call = talking();
    conductor.step();
    centre.pass(Duration.ofSeconds(61));
    conductor.step();
    conductor.step();
    assertThat(centre.store.ledgers().snapshot(ACCOUNT).balanceMinor()).isEqualTo(9_000);
    centre.close();
    centre = new CallCentre(folder, START.plusSeconds(70));
    conductor = conductor();
    conductor.restore();
    StoredCall.End end = Objects.requireNonNull(stored().end());
    assertThat(end.reason()).isEqualTo(EndReason.GATEWAY_RESTARTED);
    assertThat(end.chargeMinor()).isEqualTo(1_000);
    assertThat(centre.releasedNames()).containsExactly("Terminate");

    Fact.CallTerminated terminated =
        new Fact.CallTerminated(
            META_CALL,
            CHANNEL,
            TerminateStatus.COMPLETED,
            new TalkTimes(START, START.plusSeconds(70), 70),
            List.of(),
            call.value(),
            START.plusSeconds(70));
    conductor.offer(terminated);
    conductor.offer(terminated);
    conductor.step();
    conductor.step();

    assertThat(Objects.requireNonNull(stored().end()).chargeMinor()).isEqualTo(2_000);
    LedgerSnapshot ledger = centre.store.ledgers().snapshot(ACCOUNT);
    assertThat(ledger.balanceMinor()).isEqualTo(8_000);
    assertThat(ledger.heldMinor()).isZero();
  }

  /// M6, M7: a planned stop pays what was talked, before the process is gone.
  @Test
  void aPlannedStopPaysTheMinuteThatRuns() {
    talking();
    conductor.step();
    centre.pass(Duration.ofSeconds(61));
    conductor.step();
    conductor.step();
    conductor.finish();
    StoredCall.End end = Objects.requireNonNull(stored().end());
    assertThat(end.reason()).isEqualTo(EndReason.GATEWAY_RESTARTED);
    assertThat(end.chargeMinor()).isEqualTo(2_000);
    LedgerSnapshot ledger = centre.store.ledgers().snapshot(ACCOUNT);
    assertThat(ledger.balanceMinor()).isEqualTo(8_000);
    assertThat(ledger.heldMinor()).isZero();
  }

  /// M6: a planned stop does not give away what waits for Meta's word on a call that a crash ended.
  @Test
  void aPlannedStopSoonAfterACrashPaysWhatTheCrashLeftHeld() {
    talking();
    conductor.step();
    centre.pass(Duration.ofSeconds(61));
    conductor.step();
    conductor.step();
    centre.store.signOfLife().show(centre.clock.instant()).join();
    centre.close();
    centre = new CallCentre(folder, START.plusSeconds(70));
    conductor = conductor();
    conductor.restore();
    assertThat(centre.store.ledgers().snapshot(ACCOUNT).heldMinor()).isPositive();
    conductor.finish();
    assertThat(Objects.requireNonNull(stored().end()).chargeMinor()).isEqualTo(2_000);
    LedgerSnapshot ledger = centre.store.ledgers().snapshot(ACCOUNT);
    assertThat(ledger.balanceMinor()).isEqualTo(8_000);
    assertThat(ledger.heldMinor()).isZero();
  }

  /// Another process holds the database's lock; the end is not stored before it is back.
  ///
  /// @param meanwhile is given a thread, not started, whose turns go on until the end is stored
  private void whileTheStoreIsAway(Consumer<Thread> meanwhile) throws Exception {
    Thread turns = Thread.ofPlatform().unstarted(this::turnsUntilTheEndIsStored);
    try (var other = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("dering.db"));
        var statement = other.createStatement()) {
      statement.execute("BEGIN IMMEDIATE");
      meanwhile.accept(turns);
      assertThat(stored().end()).isNull();
      statement.execute("COMMIT");
    }
    turns.join();
  }

  private void awaitRelease(String command) {
    while (!centre.releasedNames().contains(command)) {
      Thread.onSpinWait();
    }
  }

  private void assertCutOffAfterTwoMinutes() {
    StoredCall.End end = Objects.requireNonNull(stored().end());
    assertThat(end.reason()).isEqualTo(EndReason.BALANCE_SPENT);
    assertThat(end.chargeMinor()).isEqualTo(2_000);
  }

  private void turnsUntilTheEndIsStored() {
    while (conductor.snapshot().talking() > 0) {
      conductor.step();
    }
  }

  private CallId talking() {
    ask(
        new CallRequest.PlaceCall(
            new Actor.Backend(),
            AYU,
            new CallRequest.OfNumber(
                CHANNEL, new Caller(new PhoneNumber("6281234567890"), null, null))));
    CallId call =
        centre.released.stream()
            .filter(Command.ReadPermission.class::isInstance)
            .map(command -> ((Command.ReadPermission) command).call())
            .findFirst()
            .orElseThrow();
    for (Fact fact :
        List.of(
            new Fact.PermissionRead(call, CHANNEL, ALLOWED),
            new Fact.OfferMade(call, SDP),
            new Fact.CallPlaced(call, META_CALL),
            new Fact.MetaLegConnected(call),
            new Fact.CallProgressed(
                META_CALL, CHANNEL, CallProgress.ACCEPTED, null, centre.clock.instant()))) {
      conductor.offer(fact);
      conductor.step();
    }
    return call;
  }

  private StoredCall stored() {
    return centre.store.log().call(ACCOUNT, onlyCall()).orElseThrow();
  }

  private CallId onlyCall() {
    return centre.store.log().page(ACCOUNT, 10, null).orElseThrow().calls().getFirst().id();
  }

  private void ask(BackendRequest request) {
    conductor.offer(new Fact.Requested(new RequestId(1), request));
    conductor.step();
  }

  private Conductor conductor() {
    RateCard card =
        new RateCard(
            "IDR", 60, 0, List.of(new RateRow("62", LocalDate.of(2026, 1, 1), 0, null, 1_000)));
    VoiceBalance balance =
        new VoiceBalance(
            new LedgerTerms(1, 1_000, List.of()),
            Optional.of(card),
            _ -> Optional.of(new Country("ID", 62)));
    return new Conductor(
        CallCentre.settings().with(balance),
        new SplittableRandom(centre.clock.instant().toEpochMilli()),
        centre.links(centre.released::add));
  }
}
