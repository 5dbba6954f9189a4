package io.dering.gateway.metrics;

import io.dering.gateway.conductor.Conductor;
import io.dering.gateway.conductor.TurnObserver;
import io.dering.gateway.storage.CallStore;
import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.AgentRecord;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.ChannelRecord;
import io.dering.signaling.activity.ChannelTold;
import io.dering.signaling.activity.EntryKind;
import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.activity.OpenCall;
import io.dering.signaling.activity.PermissionRecord;
import io.dering.signaling.activity.PushRecord;
import io.dering.signaling.activity.RateCardRecord;
import io.dering.signaling.activity.RingGroupRecord;
import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.activity.UserRecord;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.call.Direction;
import io.dering.signaling.id.CallId;
import io.dering.signaling.settings.SettingsSync;
import io.dering.signaling.switchboard.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/// Counts calls from the records that have been stored, so that figures and log agree. One per
/// conductor: its state belongs to the conductor's thread.
public final class CallMeters implements TurnObserver {
  /// Calls whose start is remembered; more than can be open at once.
  private static final int MAX_REMEMBERED = 20_000;

  private final Metrics metrics;
  private final Map<CallId, Began> began = new LinkedHashMap<>();

  /// @param takenAt when an agent took it, null before
  /// @param confirmedAt accept's 200, null before
  /// @param legUpAt when the customer's leg was up, null before
  private record Began(
      Direction direction,
      @Nullable Instant takenAt,
      @Nullable Instant confirmedAt,
      @Nullable Instant legUpAt) {
    Began and(CallRecord.CallEvent event) {
      return switch (event.kind()) {
        case TAKEN -> new Began(direction, event.at(), confirmedAt, legUpAt);
        case CONNECTED -> new Began(direction, takenAt, event.at(), legUpAt);
        case META_LEG_CONNECTED -> new Began(direction, takenAt, confirmedAt, event.at());
        default -> this;
      };
    }

    /// From the accept until both are there; empty before, and where nobody accepted.
    Optional<Duration> acceptToMedia() {
      if (takenAt == null || confirmedAt == null || legUpAt == null) {
        return Optional.empty();
      }
      Instant both = confirmedAt.isAfter(legUpAt) ? confirmedAt : legUpAt;
      return Optional.of(Duration.between(takenAt, both));
    }
  }

  public CallMeters(Metrics metrics) {
    this.metrics = metrics;
  }

  /// The gauges of all conductors together, and of the store.
  public static void watch(Metrics metrics, List<Conductor> conductors, CallStore store) {
    List<Conductor> all = List.copyOf(conductors);
    metrics.gauge(Metric.CALLS_RINGING, () -> sum(all, Snapshot::ringing));
    metrics.gauge(Metric.CALLS_CONNECTING, () -> sum(all, Snapshot::connecting));
    metrics.gauge(Metric.CALLS_CALLING, () -> sum(all, Snapshot::calling));
    metrics.gauge(Metric.CALLS_TALKING, () -> sum(all, Snapshot::talking));
    for (Presence presence : Presence.values()) {
      metrics.gauge(
          Metric.AGENTS,
          () -> sum(all, snapshot -> snapshot.agents().getOrDefault(presence, 0)),
          Label.value(presence));
    }
    metrics.gauge(Metric.AGENTS_UNREACHABLE, () -> sum(all, Snapshot::unreachable));
    for (SettingsSync.State state : SettingsSync.State.values()) {
      metrics.gauge(
          Metric.CHANNELS_SETTINGS,
          () -> sum(all, snapshot -> snapshot.channels().settings().getOrDefault(state, 0)),
          Label.value(state));
    }
    metrics.gauge(
        Metric.CHANNELS_RESTRICTED, () -> sum(all, snapshot -> snapshot.channels().restricted()));
    metrics.gauge(
        Metric.CHANNELS_ANSWER_RATE_LOW, () -> sum(all, snapshot -> snapshot.channels().low()));
    metrics.gauge(Metric.BALANCES_TOO_LOW, () -> sum(all, snapshot -> snapshot.canPay() ? 0 : 1));
    metrics.gauge(
        Metric.CONDUCTOR_LAG, () -> all.stream().mapToLong(Conductor::lagMs).max().orElse(0) / 1e3);
    metrics.gauge(Metric.STORE_WAITING, store::waiting);
  }

  @Override
  public void leftOpen(List<OpenCall> calls) {
    calls.forEach(call -> began.put(call.call(), new Began(call.direction(), null, null, null)));
  }

  @Override
  public void stored(List<ActivityRecord> records) {
    for (ActivityRecord record : records) {
      switch (record) {
        case CallRecord.CallOpened opened -> opened(opened);
        case CallRecord.CallEvent event -> happened(event);
        case CallRecord.CallClosed closed -> closed(closed);
        case CallRecord.CallPlaced _ -> {}
        case LedgerRecord.EntryAdded added when added.kind() == EntryKind.CHARGE ->
            metrics.count(Metric.CHARGES);
        case RingGroupRecord _,
            AgentRecord _,
            RoomRecord _,
            ChannelRecord _,
            ChannelTold _,
            LedgerRecord _,
            PermissionRecord _,
            PushRecord _,
            RateCardRecord _,
            UserRecord _ -> {}
      }
    }
  }

  @Override
  public void refused() {
    metrics.count(Metric.REFUSED);
  }

  @Override
  public void violated() {
    metrics.count(Metric.INVARIANT_VIOLATIONS);
  }

  private void opened(CallRecord.CallOpened opened) {
    began.put(opened.call(), new Began(opened.direction(), null, null, null));
    if (began.size() > MAX_REMEMBERED) {
      began.remove(began.keySet().iterator().next());
    }
  }

  private void happened(CallRecord.CallEvent event) {
    Began call = began.get(event.call());
    if (call == null) {
      return;
    }
    Began now = call.and(event);
    began.put(event.call(), now);
    if (call.acceptToMedia().isEmpty()) {
      now.acceptToMedia().ifPresent(took -> metrics.record(Metric.ACCEPT_TO_MEDIA, took));
    }
  }

  /// One that nobody remembers is counted as inbound: most are.
  private void closed(CallRecord.CallClosed closed) {
    Began call = began.remove(closed.call());
    Direction direction = call == null ? Direction.INBOUND : call.direction();
    metrics.count(
        Metric.CALLS,
        Label.value(direction),
        Label.value(closed.status()),
        Label.value(closed.reason()));
    if (direction == Direction.INBOUND) {
      // How long customers' phones ring says nothing of how long we let customers wait.
      metrics.record(Metric.RING, Duration.ofMillis(closed.ringMs()), Label.value(closed.status()));
    }
  }

  private static double sum(List<Conductor> conductors, ToIntFunction<Snapshot> figure) {
    return conductors.stream().map(Conductor::snapshot).mapToInt(figure).sum();
  }
}
