package io.dering.gateway.webhook;

import static io.dering.gateway.web.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.web.Fixtures;
import io.dering.gateway.web.TestServer;
import io.dering.signaling.meta.WebhookResult;
import io.dering.signaling.switchboard.Fact;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookRoutesTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String OLD_SECRET = "fedcba9876543210fedcba9876543210";

  private final Intake intake = new Intake();
  private final List<WebhookOutcome> outcomes = new CopyOnWriteArrayList<>();
  private TestServer server;

  /// Keeps what it is given, and answers as it is told.
  private static final class Intake implements WebhookIntake {
    final List<byte[]> bodies = new CopyOnWriteArrayList<>();
    final List<WebhookResult.Read> reads = new CopyOnWriteArrayList<>();
    volatile CompletionStage<Boolean> answer = CompletableFuture.completedFuture(true);
    final CompletableFuture<WebhookResult.Read> first = new CompletableFuture<>();

    @Override
    public CompletionStage<Boolean> take(byte[] body, WebhookResult.Read read) {
      bodies.add(body);
      reads.add(read);
      first.complete(read);
      return answer;
    }
  }

  @BeforeEach
  void open() {
    server =
        TestServer.open(
            Vertx.vertx(),
            new WebhookRoutes(
                new WebhookSettings(
                    WebhookSettings.PATH, "dev-verify-token", List.of(SECRET, OLD_SECRET)),
                intake,
                (outcome, nanos) -> {
                  assertThat(nanos).isNotNegative();
                  outcomes.add(outcome);
                },
                System::nanoTime));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private static String sign(String secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private HttpResponse<String> post(byte[] body, @Nullable String signature) {
    return post(body, signature, "application/json");
  }

  private HttpResponse<String> post(byte[] body, @Nullable String signature, String type) {
    var request =
        server
            .to(WebhookSettings.PATH)
            .header("Content-Type", type)
            .POST(BodyPublishers.ofByteArray(body));
    if (signature != null) {
      request.header("X-Hub-Signature-256", signature);
    }
    return server.send(request);
  }

  private void assertNothingTaken() {
    assertThat(intake.bodies).isEmpty();
  }

  @Test
  void aSignedWebhookIsTakenWithItsRawBytesAndItsFacts() {
    byte[] body = Fixtures.bytes("webhook-calls-connect-inbound");
    var answer = post(body, sign(SECRET, body));
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(intake.bodies).hasSize(1);
    assertThat(intake.bodies.getFirst()).isEqualTo(body);
    assertThat(intake.reads.getFirst().facts())
        .singleElement()
        .isInstanceOf(Fact.CallOffered.class);
    assertThat(outcomes).containsExactly(WebhookOutcome.TAKEN);
  }

  /// The signature is over the bytes; what they are called decides nothing.
  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "text/plain"
      })
  void theContentTypeDecidesNothing(String type) {
    byte[] body = Fixtures.bytes("webhook-calls-connect-inbound");
    assertProblem(post(body, sign("another secret", body), type), 401, "unauthorized");
    assertNothingTaken();
    assertThat(post(body, sign(SECRET, body), type).statusCode()).isEqualTo(200);
    assertThat(intake.bodies.getFirst()).isEqualTo(body);
  }

  @Test
  void theFirstVectorIsTaken() {
    JsonObject vector = Fixtures.json("signature-vector").getJsonArray("vectors").getJsonObject(0);
    byte[] body = vector.getString("body").getBytes(StandardCharsets.UTF_8);
    assertThat(post(body, vector.getString("x_hub_signature_256")).statusCode()).isEqualTo(200);
    assertThat(intake.reads.getFirst().facts())
        .singleElement()
        .isInstanceOf(Fact.CallTerminated.class);
  }

  /// The signature of the second vector is right, but its body is no webhook: it got past the
  /// check.
  @Test
  void theSecondVectorIsSignedOverItsEscapesAndIsNoWebhook() {
    JsonObject vector = Fixtures.json("signature-vector").getJsonArray("vectors").getJsonObject(1);
    byte[] body = vector.getString("body").getBytes(StandardCharsets.UTF_8);
    assertProblem(post(body, vector.getString("x_hub_signature_256")), 400, "malformed");
    byte[] unescaped = "{\"note\":\"café \u0645\"}".getBytes(StandardCharsets.UTF_8);
    assertProblem(post(unescaped, vector.getString("x_hub_signature_256")), 401, "unauthorized");
    assertNothingTaken();
  }

  @Test
  void duringARotationBothSecretsSignAndUpperCaseHexIsRead() {
    byte[] body = Fixtures.bytes("webhook-calls-connect-inbound");
    assertThat(post(body, sign(OLD_SECRET, body)).statusCode()).isEqualTo(200);
    String hex = sign(SECRET, body).substring(7).toUpperCase(Locale.ROOT);
    assertThat(post(body, "sha256=" + hex).statusCode()).isEqualTo(200);
  }

  @Test
  void forgedAlteredAndMissingSignaturesHaveNoEffect() {
    byte[] body = Fixtures.bytes("webhook-calls-connect-inbound");
    String good = sign(SECRET, body);
    byte[] altered = body.clone();
    altered[altered.length / 2] ^= 1;
    var refusals =
        List.of(
            post(body, null),
            post(body, ""),
            post(body, "sha256="),
            post(body, good.substring(0, good.length() - 2)),
            post(body, good + "00"),
            post(body, good.substring(7)),
            post(body, "sha1=" + good.substring(7)),
            post(body, sign("another secret", body)),
            post(altered, good),
            post(new byte[0], good));
    for (var refusal : refusals) {
      JsonObject problem = assertProblem(refusal, 401, "unauthorized");
      assertThat(problem.containsKey("detail")).isFalse();
    }
    assertNothingTaken();
    assertThat(outcomes).hasSize(refusals.size()).containsOnly(WebhookOutcome.SIGNATURE_REFUSED);
  }

  @Test
  void twoSignaturesAreRefusedEvenWhenOneIsRight() {
    byte[] body = Fixtures.bytes("webhook-calls-connect-inbound");
    var request =
        server
            .to(WebhookSettings.PATH)
            .header("X-Hub-Signature-256", sign(SECRET, body))
            .header("X-Hub-Signature-256", "sha256=00")
            .POST(BodyPublishers.ofByteArray(body));
    assertProblem(server.send(request), 401, "unauthorized");
    assertNothingTaken();
  }

  @Test
  void aBodyOfFourMebibytesIsTooLarge() {
    byte[] body = new byte[4 << 20];
    assertProblem(post(body, sign(SECRET, body)), 413, "body_too_large");
    assertNothingTaken();
    assertThat(outcomes).containsExactly(WebhookOutcome.TOO_LARGE);
  }

  @Test
  void aBodyOfThreeMebibytesIsStillRead() {
    var padded = new StringBuilder(Fixtures.text("webhook-calls-connect-inbound"));
    padded.append(" ".repeat((3 << 20) - padded.length()));
    byte[] body = padded.toString().getBytes(StandardCharsets.UTF_8);
    assertThat(post(body, sign(SECRET, body)).statusCode()).isEqualTo(200);
    assertThat(intake.reads.getFirst().facts()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "null", "{\"entry\":", "not json", "{\"a\":1}"})
  void malformedJsonWithAGoodSignatureIsABadRequest(String text) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    assertProblem(post(body, sign(SECRET, body)), 400, "malformed");
    assertNothingTaken();
    assertThat(outcomes).containsExactly(WebhookOutcome.MALFORMED);
  }

  @Test
  void unknownEventsAreKeptAndAnswered() {
    byte[] body =
        """
        {"object":"whatsapp_business_account","entry":[{"id":"1","changes":[
          {"field":"calls","value":{"messaging_product":"whatsapp",
            "metadata":{"phone_number_id":"100000000000001"},
            "calls":[{"id":"wacid.x","event":"teleported","timestamp":"1"}]}},
          {"field":"weather","value":{"sun":true}}]}]}
        """
            .getBytes(StandardCharsets.UTF_8);
    assertThat(post(body, sign(SECRET, body)).statusCode()).isEqualTo(200);
    assertThat(intake.reads.getFirst().facts()).isEmpty();
    assertThat(intake.reads.getFirst().kept()).hasSize(2);
    byte[] message = Fixtures.bytes("webhook-messages-text");
    assertThat(post(message, sign(SECRET, message)).statusCode()).isEqualTo(200);
    assertThat(intake.reads.getLast().facts()).hasSize(1);
  }

  /// Sent again it would be no better, so it is answered 200; but the operator sees it.
  @Test
  void aCallThatCannotBeUsedIsAnsweredAndCountedByItself() {
    String text = Fixtures.text("webhook-calls-connect-inbound");
    for (String unusable :
        List.of(
            text.replaceAll("\"timestamp\": *\"[0-9]+\"", "\"timestamp\": \"soon\""),
            text.replace("\"sdp_type\"", "\"sdp_kind\""),
            text.replace("USER_INITIATED", "SIDEWAYS"))) {
      assertThat(unusable).isNotEqualTo(text);
      byte[] body = unusable.getBytes(StandardCharsets.UTF_8);
      assertThat(post(body, sign(SECRET, body)).statusCode()).isEqualTo(200);
    }
    assertThat(intake.bodies).hasSize(3);
    assertThat(intake.reads).allMatch(read -> read.facts().isEmpty());
    assertThat(outcomes).hasSize(3).containsOnly(WebhookOutcome.UNUSABLE);
  }

  @Test
  void aNumberThatNobodyHasIsAnsweredAndCountedByItself() {
    intake.answer = CompletableFuture.completedFuture(false);
    byte[] body = Fixtures.bytes("webhook-calls-connect-inbound");
    assertThat(post(body, sign(SECRET, body)).statusCode()).isEqualTo(200);
    assertThat(outcomes).containsExactly(WebhookOutcome.UNKNOWN_NUMBER);
  }

  @Test
  void theAnswerWaitsUntilTheWebhookIsDurable() throws Exception {
    var durable = new CompletableFuture<@Nullable Void>();
    intake.answer = durable.thenApply(_ -> true);
    byte[] body = Fixtures.bytes("webhook-calls-connect-inbound");
    var answer = CompletableFuture.supplyAsync(() -> post(body, sign(SECRET, body)));
    intake.first.get(30, java.util.concurrent.TimeUnit.SECONDS);
    assertThat(outcomes).isEmpty();
    assertThat(answer).isNotDone();
    durable.complete(null);
    assertThat(answer.get(30, java.util.concurrent.TimeUnit.SECONDS).statusCode()).isEqualTo(200);
  }

  @Test
  void whatCannotBeStoredIsAskedForAgain() {
    intake.answer = CompletableFuture.failedFuture(new IllegalStateException("disk full"));
    byte[] body = Fixtures.bytes("webhook-calls-connect-inbound");
    var problem = assertProblem(post(body, sign(SECRET, body)), 503, "unavailable");
    assertThat(problem.encode()).doesNotContain("disk full");
    assertThat(outcomes).containsExactly(WebhookOutcome.NOT_STORED);
  }

  @Test
  void theChallengeComesBackByteForByteAsPlainText() {
    var answer =
        server.get(
            WebhookSettings.PATH
                + "?hub.mode=subscribe&hub.verify_token=dev-verify-token"
                + "&hub.challenge=007%3Cb%3E%C3%A9");
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("007<b>é");
    assertThat(answer.headers().firstValue("content-type").orElse("")).startsWith("text/plain");
    assertThat(answer.headers().firstValue("x-content-type-options")).hasValue("nosniff");
    assertThat(outcomes).containsExactly(WebhookOutcome.VERIFIED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "?hub.mode=subscribe&hub.challenge=1",
        "?hub.mode=subscribe&hub.verify_token=&hub.challenge=1",
        "?hub.mode=subscribe&hub.verify_token=dev-verify-toke&hub.challenge=1",
        "?hub.mode=subscribe&hub.verify_token=DEV-VERIFY-TOKEN&hub.challenge=1",
        "?hub.mode=unsubscribe&hub.verify_token=dev-verify-token&hub.challenge=1",
        "?hub.mode=subscribe&hub.verify_token=dev-verify-token",
        "?hub.mode=subscribe&hub.verify_token=x&hub.verify_token=dev-verify-token&hub.challenge=1"
      })
  void anyOtherVerificationIsForbidden(String query) {
    assertProblem(server.get(WebhookSettings.PATH + query), 403, "forbidden");
    assertThat(outcomes).containsExactly(WebhookOutcome.VERIFICATION_REFUSED);
  }

  @Test
  void otherMethodsAreNotAllowed() {
    var answer = server.send(server.to(WebhookSettings.PATH).DELETE());
    assertProblem(answer, 405, "method_not_allowed");
    assertThat(answer.headers().firstValue("allow")).hasValue("GET, POST");
  }
}
