package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.tokens.SessionTokens;
import io.dering.gateway.web.TestServer;
import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// From a signed message to whose telephone rings: IN-3, RM-1, RM-2, RM-4, RM-5.
final class RoomCallsTest {
  private static final String SUCCESS = "{\"messaging_product\":\"whatsapp\",\"success\":true}";
  private static final String CHANNEL = "100000000000001";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();
  private String bearer = "dev-api-token";
  private Gateway gateway;

  @BeforeEach
  void start() throws IOException {
    int meta =
        BesideMeta.meta(
            vertx, request -> request.body().onSuccess(_ -> request.response().end(SUCCESS)));
    gateway = BesideMeta.start(folder, meta, Map.of("DERING_ACCOUNTS_0__MASK_CONTACTS", "true"));
  }

  @AfterEach
  void close() {
    gateway.close();
    client.close();
    TestServer.await(vertx.close());
  }

  @Test
  void aCustomersCallRingsTheAssignedAgentAloneUntilTheRoomIsResolved() throws Exception {
    SignedIn ayu = new SignedIn(client, gateway.httpPort(), "ayu");
    SignedIn budi = new SignedIn(client, gateway.httpPort(), "budi");
    assertThat(webhook("webhook-messages-text", Map.of())).isEqualTo(200);
    // Told again, and answered after the one before has had its effect.
    JsonObject told = tell("open", new JsonArray());
    String room = told.getString("id");
    assertThat(told.getString("state")).isEqualTo("open");
    JsonObject messages = ask("GET", "/v1/rooms/" + room + "/messages", null, 200);
    assertThat(messages.getJsonArray("data").getJsonObject(0).getString("text"))
        .isEqualTo("Selamat pagi, can you call me?");

    JsonObject assigned =
        ask(
            "POST",
            "/v1/rooms/" + room + "/assign",
            new JsonObject().put("agents", new JsonArray().add("ayu")),
            200);
    assertThat(assigned.getString("state")).isEqualTo("answered");
    // By the user id alone: a customer with a username has no number.
    assertThat(
            webhook(
                "webhook-calls-connect-inbound-bsuid-only",
                Map.of("GB.ENT.30000000000000000789", "GB.ENT.9")))
        .isEqualTo(200);
    JsonObject first = ayu.next("call.incoming");
    JsonObject story = ask("GET", "/v1/calls/" + first.getString("call") + "/explain", null, 200);
    assertThat(story.getJsonArray("routed").getJsonObject(0).getString("way"))
        .isEqualTo("assigned");

    JsonObject resolved = ask("POST", "/v1/rooms/" + room + "/resolve", null, 200);
    assertThat(resolved.getString("state")).isEqualTo("resolved");
    assertThat(resolved.getJsonArray("agents")).isEmpty();
    assertThat(resolved.getJsonArray("calls")).hasSize(1);
    assertThat(ask("POST", "/v1/rooms/" + room + "/resolve", null, 409).getString("code"))
        .isEqualTo("conflict");
    assertThat(webhook("webhook-calls-connect-inbound", Map.of())).isEqualTo(200);
    JsonObject second = budi.next("call.incoming");
    assertThat(second.getString("call")).isNotEqualTo(first.getString("call"));
    assertThat(second.getJsonObject("customer").getString("number")).isEqualTo("*********456");
  }

  @Test
  void listsAreFilteredAndErrorsNameTheField() throws Exception {
    String room = tell("answered", new JsonArray().add("ayu")).getString("id");
    assertThat(ids("/v1/rooms")).contains(room);
    assertThat(ids("/v1/rooms?list=unassigned")).isEmpty();
    assertThat(ids("/v1/rooms?status=answered&channel=" + CHANNEL + "&name=ADA")).contains(room);
    assertThat(ids("/v1/rooms?name=zoe")).isEmpty();
    assertThat(ids("/v1/rooms?label=vip")).isEmpty();
    JsonObject vip = new JsonObject().put("name", "vip").put("colour", "#00aa00");
    JsonObject labelled =
        ask(
            "PUT",
            "/v1/rooms/" + room + "/labels",
            new JsonObject().put("labels", new JsonArray().add(vip)),
            200);
    assertThat(labelled.getJsonArray("labels")).containsExactly(vip);
    assertThat(ids("/v1/rooms?label=vip")).contains(room);
    JsonObject note =
        ask("POST", "/v1/rooms/" + room + "/notes", new JsonObject().put("text", "Likes tea"), 201);
    assertThat(note.getString("text")).isEqualTo("Likes tea");

    assertField(
        "POST", "/v1/rooms/" + room + "/assign", "{\"agents\":[\"ayu\",\"zoe\"]}", "agents[1]");
    assertField("POST", "/v1/rooms/" + room + "/assign", "{\"agents\":[]}", "agents");
    assertField("POST", "/v1/rooms/" + room + "/take_over", "{}", "agent");
    assertField("POST", "/v1/rooms", "{\"channel\":\"7\"}", "customer");
    assertField("GET", "/v1/rooms?cursor=1.room_x", null, "cursor");
    assertField("GET", "/v1/rooms?list=mine", null, "list");
    assertField("GET", "/v1/rooms/" + room + "/messages?starting_after=x", null, "starting_after");
    assertThat(ask("GET", "/v1/rooms/room_x", null, 404).getString("code")).isEqualTo("not_found");
    assertThat(ask("POST", "/v1/rooms/room_x/resolve", null, 404).getString("code"))
        .isEqualTo("not_found");
  }

  /// RM-5: the archived are listed by themselves; what is done twice is named, and the customer who
  /// writes brings the room back.
  @Test
  void aRoomGoesIntoTheArchiveAndTheCustomerBringsItBack() throws Exception {
    String room = tell("answered", new JsonArray().add("ayu")).getString("id");
    assertConflict(room + "/archive", "state", "the room is answered; resolve it first");
    assertThat(ask("GET", "/v1/rooms/" + room, null, 200).getString("state")).isEqualTo("answered");
    assertConflict(room + "/unarchive", "archived", "the room is not archived");
    ask("POST", "/v1/rooms/" + room + "/resolve", null, 200);
    JsonObject archived = ask("POST", "/v1/rooms/" + room + "/archive", null, 200);
    assertThat(archived.getBoolean("archived")).isTrue();
    assertThat(archived.getString("state")).isEqualTo("resolved");
    assertThat(archived.getString("channel_name")).isEqualTo("Dering Demo");
    assertConflict(room + "/resolve", "state", "the room is resolved already");
    assertConflict(room + "/archive", "archived", "the room is archived already");
    assertThat(ids("/v1/rooms?list=archived&status=resolved&name=ada")).containsExactly(room);
    assertThat(ids("/v1/rooms?list=archived&channel=1")).isEmpty();
    for (String list : List.of("", "?list=all", "?list=unassigned", "?agent=ayu")) {
      assertThat(ids("/v1/rooms" + list)).as(list).isEmpty();
    }
    JsonObject back = ask("POST", "/v1/rooms/" + room + "/unarchive", null, 200);
    assertThat(back.getBoolean("archived")).isFalse();
    ask("POST", "/v1/rooms/" + room + "/archive", null, 200);
    assertThat(webhook("webhook-messages-text", Map.of())).isEqualTo(200);
    // Answered after the message has had its effect.
    ask("POST", "/v1/rooms/" + room + "/notes", new JsonObject().put("text", "x"), 201);
    assertThat(ids("/v1/rooms?list=archived")).isEmpty();
    assertThat(ids("/v1/rooms?list=unassigned")).containsExactly(room);
    assertThat(ask("POST", "/v1/rooms/room_x/archive", null, 404).getString("code"))
        .isEqualTo("not_found");
  }

  private void assertConflict(String path, String field, String detail) throws Exception {
    JsonObject problem = ask("POST", "/v1/rooms/" + path, null, 409);
    assertThat(problem.getString("code")).isEqualTo("conflict");
    assertThat(problem.getString("detail")).isEqualTo(detail);
    assertThat(problem.getJsonArray("fields"))
        .containsExactly(new JsonObject().put("name", field).put("reason", detail));
  }

  /// What the store could not hold apart, or a page not show, is refused where it comes in.
  @Test
  void oddCharactersAndPartsAreRefusedByTheirName() throws Exception {
    String room = tell("open", new JsonArray()).getString("id");
    for (String odd : List.of("\\u0000", "\\u001f", "\\n", "\\u007f", "\\ud800", "\\udc00x")) {
      String label = "{\"labels\":[{\"name\":\"a" + odd + "\",\"colour\":\"#00aa00\"}]}";
      assertField("PUT", "/v1/rooms/" + room + "/labels", label, "labels[0].name");
      assertCustomer("\"user_id\":\"u" + odd + "\"", "user_id");
      assertCustomer("\"parent_user_id\":\"u" + odd + "\"", "parent_user_id");
      assertCustomer("\"user_id\":\"u\",\"name\":\"u" + odd + "\"", "name");
    }
    String turned = "{\"labels\":[{\"name\":\"\\u202egpj\",\"colour\":\"#00aa00\"}]}";
    assertField("PUT", "/v1/rooms/" + room + "/labels", turned, "labels[0].name");
    assertField("GET", "/v1/rooms?from=2026-11-22T00:00:00Z&to=2026-11-21T00:00:00Z", null, "to");
    String notes = "/v1/rooms/" + room + "/notes";
    assertField("POST", notes, "{\"text\":\"a\\u0000\"}", "text");
    assertField("POST", notes, "{\"text\":\"a\\ud800\"}", "text");
    // A number that a telephone has copied with its marks of direction.
    ask("POST", notes, new JsonObject().put("text", "\u202d+62 811\u202c"), 201);
    ask("POST", notes, new JsonObject().put("text", "one\r\n\ttwo \uD83D\uDE00"), 201);

    assertCustomer("\"user_id\":\"u\",\"wa_id\":\"1\"", "wa_id");
    assertCustomer("\"user_id\":\"u\",\"name\":\"" + "n".repeat(513) + "\"", "name");
    assertCustomer("\"number\":\"+62\"", "number");
    String red = "{\"labels\":[{\"name\":\"vip\",\"colour\":\"#FF0000\"}]}";
    assertField("PUT", "/v1/rooms/" + room + "/labels", red, "labels[0].colour");
    assertThat(send("PUT", "/v1/rooms/" + room + "/labels", red, 400))
        .contains("must be a colour as #rrggbb, in lower case");
    assertField(
        "POST",
        "/v1/rooms",
        "{\"channel\":\"100000000000001\",\"customer\":{\"user_id\":\"u\"},\"state\":\"open\","
            + "\"wrote_at\":\"2900-01-01T00:00:00Z\"}",
        "wrote_at");
  }

  private void assertCustomer(String customer, String field) throws Exception {
    assertField(
        "POST",
        "/v1/rooms",
        "{\"channel\":\"100000000000001\",\"customer\":{" + customer + "},\"state\":\"open\"}",
        "customer." + field);
  }

  /// RM-8, RO-1, RM-5: what an agent's own token reaches.
  @Test
  void anAgentReadsMaskedNumbersAndActsOnTheAgentsOwnRooms() throws Exception {
    assertThat(webhook("webhook-messages-text", Map.of())).isEqualTo(200);
    String room = tell("answered", new JsonArray().add("ayu")).getString("id");
    SessionTokens tokens = new SessionTokens(vertx, TokenKey.of(folder, new SecureRandom()));
    bearer =
        tokens.issue(
            new SessionTokens.Claims(new AccountId("demo"), new AgentId("budi"), Role.AGENT),
            Duration.ofMinutes(5));

    JsonObject seen = ask("GET", "/v1/rooms/" + room, null, 200);
    assertThat(seen.getJsonObject("customer").getString("number")).isEqualTo("*********456");
    assertThat(seen.getJsonObject("customer").getString("name")).isEqualTo("Ada Fictional");
    assertThat(ids("/v1/rooms?list=mine")).isEmpty();
    assertThat(ask("POST", "/v1/rooms/" + room + "/resolve", null, 403).getString("code"))
        .isEqualTo("forbidden");
    assertThat(
            ask(
                    "POST",
                    "/v1/rooms/" + room + "/take_over",
                    new JsonObject().put("agent", "ayu"),
                    403)
                .getString("code"))
        .isEqualTo("forbidden");
    JsonObject taken = ask("POST", "/v1/rooms/" + room + "/take_over", null, 200);
    assertThat(taken.getJsonArray("agents").getJsonObject(0).getString("id")).isEqualTo("budi");
    assertThat(ids("/v1/rooms?list=mine")).containsExactly(room);
    JsonObject resolved = ask("POST", "/v1/rooms/" + room + "/resolve", null, 200);
    JsonObject session = resolved.getJsonArray("sessions").getJsonObject(0);
    assertThat(session.getJsonArray("agents")).hasSize(2);
    assertThat(session.getString("resolved_at")).isNotNull();
    JsonObject told =
        new JsonObject(
            """
            {"channel": "100000000000001", "customer": {"user_id": "GB.1"}, "state": "open"}
            """);
    assertThat(ask("POST", "/v1/rooms", told, 403).getString("code")).isEqualTo("forbidden");

    bearer = "dev-api-token";
    JsonObject whole = ask("GET", "/v1/rooms/" + room, null, 200);
    assertThat(whole.getJsonObject("customer").getString("number")).isEqualTo("447700900456");
  }

  private void assertField(String method, String path, @Nullable String body, String field)
      throws Exception {
    JsonObject problem = new JsonObject(send(method, path, body, 400));
    assertThat(problem.getJsonArray("fields").getJsonObject(0).getString("name")).isEqualTo(field);
  }

  private List<String> ids(String path) throws Exception {
    return ask("GET", path, null, 200).getJsonArray("data").stream()
        .map(room -> ((JsonObject) room).getString("id"))
        .toList();
  }

  private JsonObject tell(String state, JsonArray agents) throws Exception {
    return ask(
        "POST",
        "/v1/rooms",
        new JsonObject()
            .put("channel", CHANNEL)
            .put(
                "customer",
                new JsonObject()
                    .put("user_id", "GB.20000000000000000456")
                    .put("name", "Ada Fictional"))
            .put("state", state)
            .put("agents", agents),
        200);
  }

  private JsonObject ask(String method, String path, @Nullable JsonObject body, int status)
      throws Exception {
    return new JsonObject(send(method, path, body == null ? null : body.encode(), status));
  }

  /// As it is written: what a JSON writer would make of halves of characters is its own affair.
  private String send(String method, String path, @Nullable String body, int status)
      throws Exception {
    HttpResponse<String> answer =
        client.send(
            to(path)
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .method(
                    method,
                    body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(body))
                .build(),
            HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return answer.body();
  }

  private int webhook(String name, Map<String, String> changes) throws Exception {
    return SignedIn.webhook(client, gateway.httpPort(), name, changes);
  }

  private HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + path))
        .timeout(Duration.ofSeconds(30));
  }
}
