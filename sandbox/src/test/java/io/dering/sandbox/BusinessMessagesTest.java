package io.dering.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Recordings (IN-10) and what the business sends (IN-14), as Meta has them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BusinessMessagesTest {
  private static final String TOKEN = "dev-access-token";
  private static final String NUMBER = "/sandbox/graph/v26.0/100000000000001";

  private final HttpClient client = HttpClient.newHttpClient();
  private House house;

  @BeforeAll
  void open() throws Exception {
    house = new House();
  }

  @AfterAll
  void close() throws Exception {
    client.close();
    house.close();
  }

  @Test
  void aVoiceMessageHasTheShapeOfMetasAndItsFileIsThere() throws Exception {
    post("/sandbox/messages", null, "{\"voice\": \"tone\", \"customer\": 3}");
    JsonNode body = house.business.next().body();
    assertThat(Fixtures.shape(body))
        .isEqualTo(Fixtures.shape(Fixtures.json("webhook-messages-audio-voice-note.json")));
    JsonNode message = body.at("/entry/0/changes/0/value/messages/0");
    assertThat(message.path("id").textValue()).startsWith("wamid.");
    String media = message.at("/audio/id").textValue();
    HttpResponse<String> address = get("/sandbox/graph/v26.0/" + media, TOKEN);
    JsonObject found = new JsonObject(address.body());
    assertThat(found.fieldNames())
        .containsExactlyInAnyOrder(
            "url", "mime_type", "sha256", "file_size", "id", "messaging_product");
    HttpResponse<String> content = get(URI.create(found.getString("url")).getPath(), TOKEN);
    assertThat(content.body()).startsWith("OggS");
  }

  @Test
  void recordingsAskForTheToken() throws Exception {
    assertThat(get("/sandbox/graph/800000000000001", null).statusCode()).isEqualTo(401);
    assertThat(get("/sandbox/attachments/800000000000001", "wrong").statusCode()).isEqualTo(401);
    assertThat(get("/sandbox/graph/900000000000001", TOKEN).statusCode()).isEqualTo(400);
    assertThat(get("/sandbox/attachments/900000000000001", TOKEN).statusCode()).isEqualTo(404);
  }

  @Test
  void aCallButtonIsTakenWhileTheWindowIsOpen() throws Exception {
    String sample =
        Fixtures.json("request-message-voice-call-button.json")
            .toString()
            .replace("447700900456", "447700900457");
    HttpResponse<String> closed = post(NUMBER + "/messages", TOKEN, sample);
    assertThat(new JsonObject(closed.body()).getJsonObject("error").getInteger("code"))
        .isEqualTo(131_047);
    post("/sandbox/messages", null, "{\"text\": \"Halo\", \"customer\": 457}");
    house.business.next();
    HttpResponse<String> sent = post(NUMBER + "/messages", TOKEN, sample);
    assertThat(
            Fixtures.shape(
                new com.fasterxml.jackson.databind.json.JsonMapper().readTree(sent.body())))
        .isEqualTo(Fixtures.shape(Fixtures.json("response-message-send.json")));
    JsonNode report = house.business.next().body();
    assertThat(Fixtures.shape(report))
        .isEqualTo(Fixtures.shape(Fixtures.json("webhook-message-status-delivered.json")));
    house.business.next();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'to':'447700900456','type':'template' | 100",
        "'to':'447700900456','type':'text','text':{'body':'x'},'surprise':1 | 100",
        "'to':'441','type':'text','text':{'body':'x'} | 131026",
        "'to':'447700900456','type':'interactive','interactive':{'type':'button'} | 100",
      })
  void whatMetaDoesNotTakeIsRefused(String fields, int code) throws Exception {
    String body = "{'messaging_product':'whatsapp'," + fields + "}";
    HttpResponse<String> refused = post(NUMBER + "/messages", TOKEN, body.replace('\'', '"'));
    assertThat(new JsonObject(refused.body()).getJsonObject("error").getInteger("code"))
        .isEqualTo(code);
  }

  private HttpResponse<String> post(String path, @Nullable String token, String body)
      throws Exception {
    return send(to(path, token).POST(HttpRequest.BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> get(String path, @Nullable String token) throws Exception {
    return send(to(path, token));
  }

  private HttpRequest.Builder to(String path, @Nullable String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(house.http() + path));
    return token == null ? request : request.header("Authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return client.send(
        request.build(),
        HttpResponse.BodyHandlers.ofString(java.nio.charset.StandardCharsets.ISO_8859_1));
  }
}
