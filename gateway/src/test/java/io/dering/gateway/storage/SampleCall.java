package io.dering.gateway.storage;

import io.dering.signaling.activity.CallRecord.CallClosed;
import io.dering.signaling.activity.CallRecord.CallEvent;
import io.dering.signaling.activity.CallRecord.CallOpened;
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
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PhoneNumber;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Records of one call, numbered so that tests can make many.
public record SampleCall(int number, Instant openedAt) {
  public static final AccountId ACCOUNT = new AccountId("demo");
  public static final Instant START = Instant.parse("2026-11-21T10:00:00Z");

  public SampleCall(int number) {
    this(number, START.plusMillis(number % 100_000));
  }

  public CallId id() {
    return new CallId("call_%08d".formatted(number));
  }

  public MetaCallId metaCall() {
    return new MetaCallId("wacid." + number);
  }

  public CallOpened opened() {
    return named("Wati");
  }

  CallOpened named(String customer) {
    return new CallOpened(
        id(),
        openedAt,
        ACCOUNT,
        metaCall(),
        new ChannelId("100000000000001"),
        Direction.INBOUND,
        new Caller(new PhoneNumber("6281234567890"), "ID.123", customer),
        new Payloads("button", null),
        openedAt.minusSeconds(1));
  }

  public CallEvent event(int sequence, CallEventKind kind, @Nullable String agent) {
    return new CallEvent(
        id(),
        openedAt.plusSeconds(sequence),
        sequence,
        kind,
        agent == null ? null : new AgentId(agent),
        null);
  }

  public CallClosed closed(@Nullable String agent) {
    return new CallClosed(
        id(),
        openedAt.plusSeconds(60),
        agent == null ? CallStatus.UNANSWERED : CallStatus.ANSWERED,
        agent == null ? EndReason.TIMED_OUT : EndReason.CUSTOMER_HUNG_UP,
        agent == null ? null : new AgentId(agent),
        7_000,
        agent == null ? 0 : 53_000,
        0,
        agent == null ? 138_021 : null,
        agent == null ? 2_494_010 : null);
  }
}
