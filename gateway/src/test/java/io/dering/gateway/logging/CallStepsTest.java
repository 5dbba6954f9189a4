package io.dering.gateway.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.dering.signaling.activity.ActivityRecord;
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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

final class CallStepsTest {
  private static final CallId CALL = new CallId("call_k7m2q9w4e8r5t3y6u2i9");
  private static final Instant AT = Instant.parse("2026-11-21T10:00:00Z");

  /// What is in the records and must not come out: who called, whom, with which words.
  private static final List<String> PRIVATE =
      List.of("6281234567890", "ID.123", "Wati", "wacid", "from the button", "ayu", "1000000000");

  private final Logger logger = (Logger) LoggerFactory.getLogger(CallSteps.class);
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  @BeforeEach
  void listen() {
    events.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(events);
  }

  @AfterEach
  void leave() {
    logger.detachAppender(events);
    logger.setLevel(null);
  }

  private static CallRecord.CallOpened opened() {
    return new CallRecord.CallOpened(
        CALL,
        AT,
        new AccountId("demo"),
        new MetaCallId("wacid.HBgLNDQ3"),
        new ChannelId("100000000000001"),
        Direction.INBOUND,
        new Caller(new PhoneNumber("6281234567890"), "ID.123", "Wati"),
        new Payloads("from the button", null),
        AT);
  }

  private static CallRecord.CallEvent event(CallEventKind kind, @Nullable String detail) {
    return new CallRecord.CallEvent(CALL, AT, 1, kind, new AgentId("ayu"), detail);
  }

  private static CallRecord.CallClosed closed() {
    return new CallRecord.CallClosed(
        CALL,
        AT,
        CallStatus.ANSWERED,
        EndReason.CUSTOMER_HUNG_UP,
        new AgentId("ayu"),
        7_000,
        53_000,
        0,
        null,
        null);
  }

  private List<String> logged() {
    return events.list.stream()
        .map(event -> {
          assertThat(event.getLevel()).isEqualTo(Level.INFO);
          return new String(new JsonLines().encode(event), StandardCharsets.UTF_8);
        })
        .toList();
  }

  /// Before any masking: nothing private may get that far.
  private List<String> unmasked() {
    return events.list.stream()
        .map(event -> event.getFormattedMessage() + " " + event.getKeyValuePairs())
        .toList();
  }

  private static void assertNothingPrivate(List<String> lines) {
    assertThat(lines)
        .allSatisfy(line -> assertThat(line).doesNotContain(PRIVATE.toArray(String[]::new)));
  }

  @Test
  void eachImportantStepIsOneLineWithOurCallId() {
    new CallSteps()
        .stored(
            List.of(
                opened(),
                event(CallEventKind.OFFERED_TO_AGENT, null),
                event(CallEventKind.MEDIA_ANSWERED, null),
                event(CallEventKind.META_LEG_CONNECTED, null),
                event(CallEventKind.TAKEN, null),
                event(CallEventKind.CONNECTED, null),
                event(CallEventKind.MUTED, null),
                event(CallEventKind.ENDED, "CUSTOMER_HUNG_UP"),
                closed()));

    assertThat(logged()).allSatisfy(line -> assertThat(line).contains("\"" + CALL.value() + "\""));
    assertThat(logged())
        .satisfiesExactly(
            line -> assertThat(line).contains("\"step\":\"offered\""),
            line -> assertThat(line).contains("\"step\":\"media_answered\""),
            line -> assertThat(line).contains("\"step\":\"meta_leg_connected\""),
            line -> assertThat(line).contains("\"step\":\"taken\""),
            line -> assertThat(line).contains("\"step\":\"connected\""),
            line ->
                assertThat(line)
                    .contains("\"step\":\"ended\"", "\"reason\":\"customer_hung_up\"")
                    .contains("\"status\":\"answered\"", "\"talk_ms\":\"53000\""));
  }

  @Test
  void whoCallsAndWhoAnswersIsInNoLineWhateverHappens() {
    List<ActivityRecord> everything = new ArrayList<>(List.of(opened(), closed()));
    for (CallEventKind kind : CallEventKind.values()) {
      everything.add(event(kind, "138004"));
    }
    new CallSteps().stored(everything);
    assertThat(unmasked()).hasSizeGreaterThan(8);
    assertNothingPrivate(unmasked());
    assertNothingPrivate(logged());
  }

  /// The check above can fail: each private thing is found in a line that holds it.
  @Test
  void theCheckFindsWhatItLooksFor() {
    for (String secret : PRIVATE) {
      events.list.clear();
      logger.atInfo().addKeyValue("from", secret).log("Call offered");
      assertThatThrownBy(() -> assertNothingPrivate(unmasked()))
          .as(secret)
          .isInstanceOf(AssertionError.class);
    }
  }
}
