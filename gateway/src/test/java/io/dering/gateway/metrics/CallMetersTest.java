package io.dering.gateway.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.storage.SampleCall;
import io.dering.signaling.activity.CallRecord.CallOpened;
import io.dering.signaling.activity.OpenCall;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.Direction;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class CallMetersTest {
  private final Metrics metrics = new Metrics();
  private final CallMeters meters = new CallMeters(metrics);

  @AfterEach
  void close() {
    metrics.close();
  }

  /// REP-2: status and exact reason are labels; who called is none.
  @Test
  void anAnsweredCallIsCountedWithItsWaitForTheAgentAndForTheAudio() {
    SampleCall call = new SampleCall(1);
    meters.stored(
        List.of(
            call.opened(),
            call.event(1, CallEventKind.TAKEN, "ayu"),
            call.event(2, CallEventKind.META_LEG_CONNECTED, null),
            call.event(3, CallEventKind.CONNECTED, "ayu"),
            call.closed("ayu")));

    assertThat(metrics.scrape())
        .contains(
            "dering_calls_total{direction=\"inbound\",reason=\"customer_hung_up\","
                + "status=\"answered\"} 1.0")
        .contains("dering_ring_seconds_sum{status=\"answered\"} 7.0")
        .contains("dering_accept_to_media_seconds_count 1")
        .contains("dering_accept_to_media_seconds_sum 2.0")
        .doesNotContain("6281234567890", "wacid", "ayu", "Wati");
  }

  @Test
  void audioIsThereOnceTheCustomersLegIsUpAsWell() {
    SampleCall late = new SampleCall(1);
    meters.stored(
        List.of(
            late.opened(),
            late.event(1, CallEventKind.TAKEN, "ayu"),
            late.event(3, CallEventKind.CONNECTED, "ayu")));
    assertThat(metrics.scrape()).doesNotContain("dering_accept_to_media_seconds_count");
    meters.stored(
        List.of(
            late.event(5, CallEventKind.META_LEG_CONNECTED, null),
            late.event(6, CallEventKind.MUTED, "ayu")));
    assertThat(metrics.scrape())
        .contains("dering_accept_to_media_seconds_count 1")
        .contains("dering_accept_to_media_seconds_sum 4.0");
  }

  @Test
  void aCallOfAnEarlierProcessIsCountedWhenItIsEnded() {
    meters.stored(List.of(new SampleCall(1).closed(null)));

    assertThat(metrics.scrape())
        .contains(
            "dering_calls_total{direction=\"inbound\",reason=\"timed_out\","
                + "status=\"unanswered\"} 1.0")
        .doesNotContain("dering_accept_to_media_seconds_count");
  }

  @Test
  void aCallToACustomerThatAnEarlierProcessOpenedIsCountedAsOne() {
    SampleCall call = new SampleCall(1);
    CallOpened inbound = call.opened();
    CallOpened outbound =
        new CallOpened(
            inbound.call(),
            inbound.at(),
            inbound.account(),
            inbound.metaCall(),
            inbound.channel(),
            Direction.OUTBOUND,
            inbound.customer(),
            inbound.payloads(),
            inbound.metaTime());
    meters.leftOpen(List.of(OpenCall.of(outbound, List.of(), inbound.at())));
    meters.stored(List.of(call.closed(null)));

    assertThat(metrics.scrape())
        .contains("dering_calls_total{direction=\"outbound\",reason=\"timed_out\"")
        .doesNotContain("dering_ring_seconds_count");
  }

  @Test
  void refusalsAndDefectsAreCounted() {
    meters.refused();
    meters.violated();
    meters.violated();

    assertThat(metrics.scrape())
        .contains("dering_refused_total 1.0")
        .contains("dering_invariant_violations_total 2.0");
  }
}
