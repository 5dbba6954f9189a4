package io.dering.gateway.rest;

import io.dering.media.doctor.Cause;
import io.dering.media.quality.LinePoint;
import io.dering.media.quality.PagePoint;
import io.dering.media.quality.QualityPoint;
import io.dering.signaling.activity.CallRecord.CallEvent;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PhoneNumber;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A log of calls in memory, for one account.
final class MemoryCalls implements CallReader {
  static final AccountId ACCOUNT = new AccountId("demo");
  static final Instant BEGAN = Instant.parse("2026-11-21T09:30:00.120456Z");

  final List<Query> queries = new ArrayList<>();
  final List<CallView> calls = new ArrayList<>();
  final Map<CallId, List<CallEvent>> told = new HashMap<>();
  boolean broken;

  /// Adds a call that is newer than those before it.
  CallView add(String id, @Nullable String agent) {
    Instant started = BEGAN.plusSeconds(calls.size());
    var call =
        new CallView(
            new CallId(id),
            new ChannelId("100000000000001"),
            Direction.INBOUND,
            CallView.State.ENDED,
            new Caller(new PhoneNumber("447700900456"), null, "Ada Fictional"),
            Payloads.NONE,
            agent == null ? null : new AgentId(agent),
            started,
            agent == null ? null : started.plusSeconds(7),
            new CallView.End(
                started.plusSeconds(60),
                agent == null ? CallStatus.UNANSWERED : CallStatus.ANSWERED,
                agent == null ? EndReason.TIMED_OUT : EndReason.CUSTOMER_HUNG_UP,
                7_100,
                agent == null ? 0 : 52_900,
                0,
                agent == null ? 100 : null,
                agent == null ? 2_494_010 : null),
            agent == null ? null : "good");
    calls.addFirst(call);
    return call;
  }

  CallView addRinging(String id) {
    var call =
        new CallView(
            new CallId(id),
            new ChannelId("100000000000001"),
            Direction.INBOUND,
            CallView.State.RINGING,
            new Caller(null, "GB.20000000000000000456", null),
            Payloads.NONE,
            null,
            BEGAN.plusSeconds(calls.size()),
            null,
            null,
            null);
    calls.addFirst(call);
    return call;
  }

  @Override
  public CompletionStage<Optional<Page>> page(Query query) {
    queries.add(query);
    if (broken) {
      return CompletableFuture.failedFuture(new IllegalStateException("disk"));
    }
    int from = 0;
    if (query.startingAfter() != null) {
      List<CallId> ids = calls.stream().map(CallView::id).toList();
      from = ids.indexOf(query.startingAfter()) + 1;
      if (from == 0) {
        return CompletableFuture.completedFuture(Optional.empty());
      }
    }
    List<CallView> seen =
        calls.stream()
            .skip(from)
            .filter(call ->
                query.filter().agent() == null || query.filter().agent().equals(call.agent()))
            .toList();
    int limit = Math.min(query.limit(), seen.size());
    return CompletableFuture.completedFuture(
        Optional.of(new Page(seen.subList(0, limit), seen.size() > limit)));
  }

  @Override
  public CompletionStage<Optional<Story>> story(AccountId account, CallId call) {
    if (broken) {
      return CompletableFuture.failedFuture(new IllegalStateException("disk"));
    }
    return CompletableFuture.completedFuture(
        calls.stream()
            .filter(known -> account.equals(ACCOUNT) && known.id().equals(call))
            .findFirst()
            .map(known ->
                new Story(known, told.getOrDefault(call, events(known)), List.of(), cause)));
  }

  /// What media names of every call here.
  volatile @Nullable Cause cause;

  @Override
  public CompletionStage<Optional<CallLines>> quality(CallId call) {
    var page = new PagePoint(5_000, 620, 45, 20, 34, 2_250, 127, 0, PagePoint.Microphone.LIVE);
    return CompletableFuture.completedFuture(
        Optional.of(
            new CallLines(
                5_000,
                List.of(
                    new QualityPoint(
                        5_000,
                        new LinePoint(250, 6, 250, 30, 4, 80),
                        new LinePoint(250, 0, 250, 0, 2, -1),
                        page),
                    new QualityPoint(10_000, new LinePoint(250, 20, 250, 20, 3, 75), null, page),
                    new QualityPoint(15_000, new LinePoint(250, 0, 250, 0, 3, 75), null, null)))));
  }

  private static List<CallEvent> events(CallView call) {
    return List.of(
        new CallEvent(
            call.id(), call.startedAt(), 1, CallEventKind.OFFERED_TO_AGENT, call.agent(), null),
        new CallEvent(call.id(), call.startedAt(), 2, CallEventKind.ENDED, null, "timed_out"));
  }

  /// Lets a ring-all group have rung Ayu's page, whose leg was down, for 30 s.
  void rangAyu(CallId call) {
    AgentId ayu = new AgentId("ayu");
    Instant ended = BEGAN.plusSeconds(30);
    told.put(
        call,
        List.of(
            new CallEvent(call, BEGAN, 1, CallEventKind.ROUTED, null, "ring_all group_front"),
            new CallEvent(
                call, BEGAN, 2, CallEventKind.AGENT_PASSED_BY, ayu, "leg_unreachable 41000"),
            new CallEvent(call, BEGAN, 3, CallEventKind.OFFERED_TO_AGENT, ayu, null),
            new CallEvent(call, ended, 4, CallEventKind.ENDED, null, "TIMED_OUT")));
  }
}
