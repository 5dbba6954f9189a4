package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.tokens.SessionTokens;
import io.dering.gateway.web.TestServer;
import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.switchboard.Admission;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
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
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// T15 through the real doors: what is refused is refused at once, with a reason, and counted; what
/// runs is not touched. A gateway that may have one call at a time, and a Meta of the test's own.
final class OverloadEndTest {
  private static final String SUCCESS = "{\"messaging_product\":\"whatsapp\",\"success\":true}";

  /// Below the API's limit for one caller.
  private static final long BETWEEN_LOOKS_NANOS = 30_000_000;

  private static final String FIRST_CALL = "wacid.the-first";
  private static final String SECOND_CALL = "wacid.the-second";
  private static final String ITS_ID =
      "wacid.HBgMNDQ3NzAwOTAwNDU2FQIAEhggMEYxRTJEM0M0QjVBNjk3ODg3OTZBNUI0QzNEMkUxRjAcGAw0NDIwNzk0NjAxMjMVAgAVGAA=";

  @TempDir Path folder;
  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client = HttpClient.newHttpClient();

  /// What Meta was asked about calls, as `id action`.
  private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

  private Gateway gateway;
  private int dials;

  @BeforeEach
  void start() throws IOException {
    int meta = BesideMeta.meta(vertx, this::meta);
    gateway = BesideMeta.start(folder, meta, Map.of("DERING_POLICY_MAX_CALLS", "1"));
  }

  private void meta(HttpServerRequest request) {
    request
        .body()
        .onSuccess(body -> {
          if (request.uri().endsWith("/calls") && body.length() > 0) {
            JsonObject action = body.toJsonObject();
            asked.add(action.getString("call_id") + " " + action.getString("action"));
          }
          request.response().end(SUCCESS);
        });
  }

  @AfterEach
  void close() {
    gateway.close();
    client.close();
    TestServer.await(vertx.close());
  }

  @Test
  void oneCallMoreThanMayBeIsRejectedAtMetaWithItsReasonAndCounted() throws Exception {
    SignedIn ayu = new SignedIn(client, gateway.httpPort(), "ayu");
    JsonObject ringing = theFirstRings(ayu);

    assertThat(connect(SECOND_CALL, "447700900457")).isEqualTo(200);

    // The first thing that Meta hears of it, and the only one: no media was made for it.
    assertThat(nextAsked(SECOND_CALL)).isEqualTo(SECOND_CALL + " reject");
    JsonObject refused = newestOver();
    assertThat(refused.getString("status")).isEqualTo("unanswered");
    assertThat(refused.getString("reason")).isEqualTo("overloaded");
    assertThat(metrics())
        .anyMatch(line ->
            line.startsWith("dering_calls_total")
                && line.contains("direction=\"inbound\"")
                && line.contains("reason=\"overloaded\"")
                && line.endsWith(" 1.0"));
    JsonObject admission = get("/v1/admission");
    assertThat(admission.getBoolean("inbound")).isFalse();
    assertThat(admission.getJsonArray("reached").getJsonObject(0))
        .isEqualTo(
            new JsonObject(
                "{\"mark\": \"max_calls\", \"limit\": 1, \"taken_below\": 1, \"now\": 1}"));
    assertThat(admission.getJsonObject("refused").getInteger("inbound")).isEqualTo(1);
    // Nobody's page has rung for it, and the first rings on.
    assertThat(ayu.left()).isZero();
    JsonObject first = get("/v1/calls/" + ringing.getString("call"));
    assertThat(first.getString("state")).isEqualTo("ringing");
    assertThat(asked)
        .noneMatch(action -> action.startsWith(SECOND_CALL))
        .doesNotContain(FIRST_CALL + " reject", FIRST_CALL + " terminate");
  }

  @Test
  void aCallToACustomerIsRefusedWithItsReasonToAgentsAndBackendsAlikeAndCounted() throws Exception {
    theFirstRings(new SignedIn(client, gateway.httpPort(), "ayu"));
    SessionTokens tokens = new SessionTokens(vertx, TokenKey.of(folder, new SecureRandom()));
    String budi =
        tokens.issue(
            new SessionTokens.Claims(new AccountId("demo"), new AgentId("budi"), Role.AGENT),
            Duration.ofMinutes(5));
    for (String token : List.of("dev-api-token", budi)) {
      HttpResponse<String> refused = dial(token);
      assertThat(refused.statusCode()).as(refused.body()).isEqualTo(409);
      JsonObject problem = new JsonObject(refused.body());
      assertThat(problem.getString("code")).isEqualTo("call_not_placed");
      assertThat(problem.getString("reason")).isEqualTo("overloaded");
      assertThat(problem.getString("detail")).isNotEmpty();
    }
    assertThat(metrics()).contains("dering_dials_refused_total{reason=\"overloaded\"} 2.0");
    assertThat(asked).as("of Meta").noneMatch(action -> action.endsWith(" connect"));
  }

  /// What the watch of the load says is heard at the same door.
  @Test
  void aGatewayThatHasTooMuchToDoGivesUpTheBusinesssCallsFirstAndTakesAllAgain() throws Exception {
    SignedIn ayu = new SignedIn(client, gateway.httpPort(), "ayu");
    gateway.admit(Admission.INBOUND);
    assertThat(new JsonObject(dial("dev-api-token").body()).getString("reason"))
        .isEqualTo("overloaded");
    gateway.admit(Admission.NONE);
    assertThat(connect(SECOND_CALL, "447700900457")).isEqualTo(200);
    assertThat(nextAsked(SECOND_CALL)).isEqualTo(SECOND_CALL + " reject");
    gateway.admit(Admission.ALL);
    theFirstRings(ayu);
  }

  /// The newest call, once it is over.
  private JsonObject newestOver() throws Exception {
    long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() - deadlineNanos < 0) {
      JsonObject newest = get("/v1/calls").getJsonArray("data").getJsonObject(0);
      if (newest.getString("state").equals("ended")) {
        return newest;
      }
      LockSupport.parkNanos(BETWEEN_LOOKS_NANOS);
    }
    throw new AssertionError("the call that was refused is not over");
  }

  private JsonObject theFirstRings(SignedIn ayu) throws Exception {
    assertThat(connect(FIRST_CALL, "447700900456")).isEqualTo(200);
    JsonObject incoming = ayu.next("call.incoming");
    asked.clear();
    return incoming;
  }

  private int connect(String id, String number) throws Exception {
    return SignedIn.webhook(
        client,
        gateway.httpPort(),
        "webhook-calls-connect-inbound",
        Map.of(ITS_ID, id, "447700900456", number, "GB.20000000000000000456", "GB.2" + number));
  }

  private String nextAsked(String about) throws InterruptedException {
    String next = asked.poll(30, TimeUnit.SECONDS);
    while (next != null && !next.startsWith(about)) {
      next = asked.poll(30, TimeUnit.SECONDS);
    }
    assertThat(next).as("what Meta is asked").isNotNull();
    return String.valueOf(next);
  }

  private HttpResponse<String> dial(String token) throws Exception {
    return client.send(
        to("/v1/calls", token)
            .header("Idempotency-Key", "dial-" + ++dials)
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    "{\"channel\": \"100000000000001\", \"to\": \"+447700900999\","
                        + " \"agent\": \"budi\"}"))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  private JsonObject get(String path) throws Exception {
    HttpResponse<String> answer =
        client.send(to(path, "dev-api-token").GET().build(), HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return new JsonObject(answer.body());
  }

  private List<String> metrics() throws Exception {
    HttpRequest scrape = to("/metrics", "dev-api-token").GET().build();
    return client.send(scrape, HttpResponse.BodyHandlers.ofString()).body().lines().toList();
  }

  private HttpRequest.Builder to(String path, String token) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.httpPort() + path))
        .timeout(Duration.ofSeconds(30))
        .header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token);
  }
}
