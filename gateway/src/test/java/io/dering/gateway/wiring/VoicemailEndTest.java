package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// IN-10 from the customer's tap to the file: the demo with its sandbox.
final class VoicemailEndTest {
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

  @ParameterizedTest
  @ValueSource(strings = {"message", "call"})
  void aVoiceMessageAfterAnUnansweredCallIsPlayableAndLinkedBothWays(String form) throws Exception {
    house.ask(
        "PUT", "/sandbox/settings", "{\"messages\": {\"voicemail_id\": \"%s\"}}".formatted(form));
    String call = unansweredCall();
    JsonObject left =
        house.ask("POST", "/sandbox/messages", "{\"voice\": \"tone\", " + CUSTOMER + "}");
    assertThat(left.getString("id")).startsWith(form.equals("call") ? "wacid." : "wamid.");
    JsonObject room = house.until("/v1/rooms", DemoHouse::first);
    String messages = "/v1/rooms/" + room.getString("id") + "/messages";
    JsonObject message =
        house.until(
            messages,
            page -> {
              JsonObject newest = DemoHouse.first(page);
              JsonObject media = newest == null ? null : newest.getJsonObject("media");
              return media != null && media.getString("state").equals("kept") ? newest : null;
            });
    assertThat(message.getString("kind")).isEqualTo("voicemail");
    assertThat(message.getString("call")).isEqualTo(call);
    JsonObject story = house.ask("GET", "/v1/calls/" + call, null);
    assertThat(story.getJsonArray("voicemails").getJsonObject(0))
        .isEqualTo(
            new JsonObject()
                .put("room", room.getString("id"))
                .put("message", message.getString("id"))
                .put("sent_at", message.getString("sent_at"))
                .put("media", message.getJsonObject("media")));
    played(room, message.getJsonObject("media"));
    JsonArray events = house.ask("GET", "/v1/events?limit=100", null).getJsonArray("data");
    assertThat(events.stream().map(event -> ((JsonObject) event).getString("type")))
        .contains("room.message_received", "room.media_kept");
  }

  private void played(JsonObject room, JsonObject media) throws Exception {
    String path = "/v1/rooms/" + room.getString("id") + "/media/" + media.getString("id");
    HttpResponse<byte[]> whole = house.raw(path, null);
    assertThat(whole.statusCode()).isEqualTo(200);
    assertThat(whole.headers().firstValue("Content-Type")).contains("audio/ogg");
    assertThat(whole.headers().firstValue("Cache-Control")).contains("no-store");
    assertThat(whole.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    assertThat(whole.headers().firstValue("Accept-Ranges")).contains("bytes");
    assertThat(whole.body()).hasSize(media.getInteger("size_bytes"));
    assertThat(new String(whole.body(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("OggS");
    HttpResponse<byte[]> part = house.raw(path, "bytes=4-9");
    assertThat(part.statusCode()).isEqualTo(206);
    assertThat(part.headers().firstValue("Content-Range"))
        .contains("bytes 4-9/" + whole.body().length);
    assertThat(part.body()).isEqualTo(java.util.Arrays.copyOfRange(whole.body(), 4, 10));
    assertThat(house.raw(path, "bytes=-3").body()).hasSize(3);
    assertThat(house.raw(path, "bytes=99999999-").statusCode()).isEqualTo(416);
    assertThat(house.raw(path, "bytes=0-1,3-4").statusCode()).isEqualTo(200);
    assertThat(
            house
                .raw(
                    path.replace("/media/media_", "/media/media_0").substring(0, path.length()),
                    null)
                .statusCode())
        .isEqualTo(404);
  }

  @Test
  void aVoiceMessageOutOfTheBlueIsNoVoicemail() throws Exception {
    house.ask("POST", "/sandbox/messages", "{\"voice\": \"tone\", \"customer\": 7}");
    JsonObject room = house.until("/v1/rooms", DemoHouse::first);
    JsonObject message =
        house.until("/v1/rooms/" + room.getString("id") + "/messages", DemoHouse::first);
    assertThat(message.getString("kind")).isEqualTo("audio");
    assertThat(message.getString("call")).isNull();
  }

  /// Nobody is signed in, so it is rejected; its id.
  private String unansweredCall() throws Exception {
    house.ask("POST", "/sandbox/calls", "{\"voice\": \"tone\", \"name\": \"Ada\"}");
    return house
        .until(
            "/v1/calls",
            page -> {
              JsonObject newest = DemoHouse.first(page);
              return newest != null && newest.getString("state").equals("ended") ? newest : null;
            })
        .getString("id");
  }
}
