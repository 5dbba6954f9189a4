package io.dering.sandbox.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dering.sandbox.Fixtures;
import io.dering.sandbox.calls.Business;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.calls.EndCause;
import io.dering.sandbox.calls.Ending;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// The constants are the fixtures' own, so bodies are equal and not only alike.
final class WebhookBodiesTest {
  private static final Business BUSINESS =
      new Business("900000000000101", "900000000000202", "442079460123", "Fictional Ltd");
  private static final Customer ADA =
      new Customer("Ada Fictional", "447700900456", "GB.20000000000000000456");
  private static final Instant T0 = Instant.ofEpochSecond(1_791_187_200);

  private final WebhookBodies bodies = new WebhookBodies(new Envelope(BUSINESS));

  @Test
  void connectEqualsItsFixture() {
    JsonNode fixture = Fixtures.json("webhook-calls-connect-inbound.json");
    JsonNode call = call(fixture);
    assertThat(
            bodies.connect(
                call.path("id").textValue(),
                ADA,
                call.path("session").path("sdp").textValue(),
                null,
                T0))
        .isEqualTo(fixture);
  }

  /// IN-14: a call by a button says what the button carried.
  @Test
  void connectByACallButtonEqualsItsFixture() {
    JsonNode fixture = Fixtures.json("webhook-calls-connect-inbound-cta-payload.json");
    JsonNode call = call(fixture);
    assertThat(
            bodies.connect(
                call.path("id").textValue(),
                ADA,
                call.path("session").path("sdp").textValue(),
                call.path("cta_payload").textValue(),
                T0))
        .isEqualTo(fixture);
  }

  @Test
  void aReportOfAMessageHasTheShapeOfMetas() {
    assertThat(Fixtures.shape(bodies.status("wamid.x", ADA, "delivered", T0)))
        .isEqualTo(Fixtures.shape(Fixtures.json("webhook-message-status-delivered.json")));
  }

  @Test
  void terminateOfAnAnsweredCallEqualsItsFixture() throws IOException {
    JsonNode fixture = Fixtures.json("webhook-calls-terminate-inbound-completed.json");
    Ending ending =
        new Ending(
            EndCause.CUSTOMER_HUNG_UP,
            Instant.ofEpochSecond(1_791_187_297, 900_000_000),
            Instant.ofEpochSecond(1_791_187_212, 100_000_000));
    assertThat(
            asSent(
                bodies.bytes(
                    bodies.terminate(
                        call(fixture).path("id").textValue(), ADA, ending, "call:3b91"))))
        .isEqualTo(fixture);
  }

  @Test
  void terminateOfAnUnansweredCallEqualsItsFixtureAndHasNoTimes() throws IOException {
    JsonNode fixture = Fixtures.json("webhook-calls-terminate-inbound-unanswered.json");
    Ending ending = new Ending(EndCause.NOT_ANSWERED, Instant.ofEpochSecond(1_791_187_245), null);
    assertThat(
            asSent(
                bodies.bytes(
                    bodies.terminate(call(fixture).path("id").textValue(), ADA, ending, null))))
        .isEqualTo(fixture);
  }

  @Test
  void terminateOfAQuietCallEqualsItsFixtureWithTheErrorTwice() throws IOException {
    JsonNode fixture = Fixtures.json("webhook-calls-terminate-inbound-failed-138021.json");
    Ending ending =
        new Ending(
            EndCause.NO_MEDIA,
            Instant.ofEpochSecond(1_791_187_232),
            Instant.ofEpochSecond(1_791_187_212));
    assertThat(
            asSent(
                bodies.bytes(
                    bodies.terminate(call(fixture).path("id").textValue(), ADA, ending, null))))
        .isEqualTo(fixture);
  }

  @Test
  void signatureEqualsThePublishedVectors() {
    JsonNode vectors = Fixtures.json("signature-vector.json");
    String secret = vectors.path("app_secret").textValue();
    assertThat(vectors.path("vectors")).hasSize(2);
    for (JsonNode vector : vectors.path("vectors")) {
      byte[] body = vector.path("body").textValue().getBytes(StandardCharsets.UTF_8);
      assertThat(WebhookSignature.of(secret, body))
          .isEqualTo(vector.path("x_hub_signature_256").textValue());
    }
  }

  /// Meta writes lower-case hex digits; the second vector's body is such a text.
  @Test
  void textBeyondAsciiIsEscapedTheWayMetaDoes() throws IOException {
    byte[] bytes =
        bodies.bytes(
            bodies.connect("wacid.x", ADA.named("Ren\u00e9 \u0645\ud83d\ude00"), "v=0", null, T0));
    String text = new String(bytes, StandardCharsets.US_ASCII);
    assertThat(text).contains("Ren\\u00e9 \\u0645\\ud83d\\ude00");
    for (byte b : bytes) {
      assertThat(b).isPositive();
    }
    assertThat(asSent(bytes).at("/entry/0/changes/0/value/contacts/0/profile/name").textValue())
        .isEqualTo("Ren\u00e9 \u0645\ud83d\ude00");
  }

  private static JsonNode call(JsonNode webhook) {
    return webhook.at("/entry/0/changes/0/value/calls/0");
  }

  private static JsonNode asSent(byte[] bytes) throws IOException {
    return new JsonMapper().readTree(bytes);
  }
}
