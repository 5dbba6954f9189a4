package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// IN-14: a call button is sent, and the call that comes from it says so.
final class CallButtonEndTest {
  private static final String CUSTOMER = "\"customer\": 0, \"name\": \"Ada\"";

  @TempDir Path folder;
  private DemoHouse house;

  @BeforeEach
  void start() throws Exception {
    house = DemoHouse.open(folder);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aButtonIsDeliveredAndTheCallCarriesItsPayloadEverywhere() throws Exception {
    house.ask("POST", "/sandbox/messages", "{\"text\": \"Halo\", " + CUSTOMER + "}");
    String room = house.until("/v1/rooms", DemoHouse::first).getString("id");
    String path = "/v1/rooms/" + room + "/call_button";
    String body =
        "{\"text\": \"Tap to talk to us now.\", \"display_text\": \"Call us\", \"ttl_minutes\": 1440,"
            + " \"payload\": \"order-4471\"}";
    var sent = house.send("POST", path, body, Map.of("Idempotency-Key", "one"));
    assertThat(sent.statusCode()).as(sent.body()).isEqualTo(201);
    JsonObject message = new JsonObject(sent.body());
    assertThat(message.getString("kind")).isEqualTo("call_button");
    assertThat(message.getString("direction")).isEqualTo("outbound");
    assertThat(message.getString("text")).isEqualTo("Tap to talk to us now.");
    // The same again is the same message.
    var again = house.send("POST", path, body, Map.of("Idempotency-Key", "one"));
    assertThat(again.body()).isEqualTo(sent.body());
    assertThat(again.headers().firstValue("Idempotent-Replayed")).contains("true");
    JsonObject delivered =
        house.until(
            "/v1/rooms/" + room + "/messages",
            page -> {
              JsonObject newest = page.getJsonArray("data").getJsonObject(0);
              return "delivered".equals(newest.getString("status")) ? newest : null;
            });
    assertThat(delivered.getString("id")).isEqualTo(message.getString("id"));
    assertThat(delivered.getString("kind")).isEqualTo("call_button");

    house.ask("POST", "/sandbox/calls", "{\"voice\": \"tone\", \"payload\": \"order-4471\"}");
    JsonObject call = house.until("/v1/calls", DemoHouse::first);
    assertThat(call.getString("button_payload")).isEqualTo("order-4471");
    JsonArray events = house.ask("GET", "/v1/events?limit=100", null).getJsonArray("data");
    assertThat(events.encode()).contains("room.message_sent").contains("order-4471");
  }

  /// 131047 is known beforehand: nothing is sent, and the problem names Meta's code.
  @Test
  void outsideTheWindowNothingIsSent() throws Exception {
    JsonObject room =
        house.ask(
            "POST",
            "/v1/rooms",
            """
            {"channel": "100000000000001", "customer": {"number": "447700900007"}, "state": "open",
             "wrote_at": "2026-01-01T00:00:00Z"}
            """);
    var refused =
        house.send(
            "POST",
            "/v1/rooms/" + room.getString("id") + "/call_button",
            "{\"text\": \"Call us\"}",
            Map.of());
    assertThat(refused.statusCode()).isEqualTo(409);
    JsonObject problem = new JsonObject(refused.body());
    assertThat(problem.getString("code")).isEqualTo("meta_refused");
    assertThat(problem.getInteger("meta_error_code")).isEqualTo(131_047);
    assertThat(house.ask("GET", "/sandbox/wire", null).encode()).doesNotContain("voice_call");
  }

  /// What only Meta knows comes with Meta's code and text.
  @Test
  void whatMetaRefusesIsToldInItsWords() throws Exception {
    JsonObject room =
        house.ask(
            "POST",
            "/v1/rooms",
            """
            {"channel": "100000000000001", "customer": {"number": "447700900008"}, "state": "open",
             "wrote_at": "%s"}
            """
                .formatted(java.time.Instant.now().minusSeconds(5)));
    var refused =
        house.send(
            "POST",
            "/v1/rooms/" + room.getString("id") + "/call_button",
            "{\"text\": \"Call us\"}",
            Map.of());
    JsonObject problem = new JsonObject(refused.body());
    assertThat(refused.statusCode()).isEqualTo(409);
    assertThat(problem.getInteger("meta_error_code")).isEqualTo(131_047);
    assertThat(problem.getString("meta_error_details")).contains("older than 24 hours");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{} | text",
        "{\"text\": \" \"} | text",
        "{\"text\": \"x\", \"display_text\": \"123456789012345678901\"} | display_text",
        "{\"text\": \"x\", \"ttl_minutes\": 0} | ttl_minutes",
        "{\"text\": \"x\", \"ttl_minutes\": 43201} | ttl_minutes",
        "{\"text\": \"x\", \"payload\": 7} | payload",
        "{\"text\": \"x\", \"to\": \"1\"} | to",
      })
  void aBadButtonIsRefusedByItsField(String body, String field) throws Exception {
    var refused = house.send("POST", "/v1/rooms/room_none/call_button", body, Map.of());
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("\"" + field + "\"");
  }
}
