package io.dering.signaling.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.CallRecord;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// What backends are told, word by word: the words are a promise.
class EventTest {
  private static final CallId CALL = new CallId("call_k7m2q9w4e8r5t3y6u2i9");
  private static final Instant AT = Instant.parse("2026-11-26T10:00:00Z");

  /// IN-14: the payload of a call button comes with the call.
  @Test
  void anOfferedCallSaysWhoCallsAndWhatTheButtonCarried() {
    Event event =
        only(
            new CallRecord.CallOpened(
                CALL,
                AT,
                new AccountId("demo"),
                new MetaCallId("wacid.x"),
                new ChannelId("100"),
                Direction.INBOUND,
                new Caller(new PhoneNumber("447700900456"), "GB.1", "Ada \"A\""),
                new Payloads("order-7", null),
                AT));
    assertThat(event.type().wire()).isEqualTo("call.offered");
    assertThat(event.data())
        .isEqualTo(
            "{\"call\":\"call_k7m2q9w4e8r5t3y6u2i9\",\"channel\":\"100\",\"direction\":\"inbound\","
                + "\"customer\":{\"name\":\"Ada \\\"A\\\"\",\"number\":\"447700900456\","
                + "\"user_id\":\"GB.1\"},\"button_payload\":\"order-7\",\"link_payload\":null}");
  }

  /// A caller without a number is a normal caller.
  @Test
  void aCallerWithoutANumberIsKnownByTheUserId() {
    Event event =
        only(
            new CallRecord.CallOpened(
                CALL,
                AT,
                new AccountId("demo"),
                new MetaCallId("wacid.x"),
                new ChannelId("100"),
                Direction.INBOUND,
                new Caller(null, "GB.1", null),
                Payloads.NONE,
                AT));
    assertThat(event.data())
        .contains("\"customer\":{\"name\":null,\"number\":null,\"user_id\":\"GB.1\"}");
  }

  /// REP-1: the end holds the report's figures.
  @Test
  void anEndedCallSaysHowAndHowLong() {
    Event event =
        only(
            new CallRecord.CallClosed(
                CALL,
                AT,
                CallStatus.ANSWERED,
                EndReason.AGENT_HUNG_UP,
                new AgentId("ayu"),
                4_000,
                61_000,
                0,
                null,
                null));
    assertThat(event.type().wire()).isEqualTo("call.ended");
    assertThat(event.data())
        .isEqualTo(
            "{\"call\":\"call_k7m2q9w4e8r5t3y6u2i9\",\"status\":\"answered\","
                + "\"reason\":\"agent_hung_up\",\"ended_by\":\"agent\",\"agent\":\"ayu\","
                + "\"ring_ms\":4000,\"talk_ms\":61000,\"charge_minor\":0,"
                + "\"meta_error_code\":null,\"meta_error_subcode\":null}");
  }

  @ParameterizedTest
  @CsvSource({
    "OFFERED_TO_AGENT, call.ringing",
    "DECLINED, call.declined",
    "TAKEN, call.answered",
    "CONNECTED, call.connected",
    "CUSTOMER_RINGS, call.customer_ringing"
  })
  void whatAnAgentDoesIsToldWithTheAgent(CallEventKind kind, String type) {
    Event event = only(new CallRecord.CallEvent(CALL, AT, 3, kind, new AgentId("ayu"), null));
    assertThat(event.type().wire()).isEqualTo(type);
    assertThat(event.data())
        .isEqualTo("{\"call\":\"call_k7m2q9w4e8r5t3y6u2i9\",\"agent\":\"ayu\"}");
  }

  @ParameterizedTest
  @EnumSource(
      mode = EnumSource.Mode.EXCLUDE,
      names = {"OFFERED_TO_AGENT", "DECLINED", "TAKEN", "CONNECTED", "CUSTOMER_RINGS"})
  void theInnerStepsOfACallAreTheLogsAlone(CallEventKind kind) {
    assertThat(Event.of(new CallRecord.CallEvent(CALL, AT, 3, kind, null, null))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void everyTypeIsFoundByItsWord(EventType type) {
    assertThat(EventType.of(type.wire())).contains(type);
  }

  private static Event only(CallRecord written) {
    return Event.of(written).orElseThrow();
  }
}
