package io.dering.gateway.rest;

import static io.dering.gateway.web.Problems.assertField;
import static io.dering.gateway.web.Problems.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.id.AccountId;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What stands before every operation, and what comes of an operation with a defect.
class OperationsTest {
  private final AtomicLong nanos = new AtomicLong();
  private final RestRig rig = new RestRig(new Broken(), nanos::get);

  @AfterEach
  void close() {
    rig.close();
  }

  /// A defect at once, and a disk that fails.
  private static final class Broken implements TokenBook {
    @Override
    public CompletionStage<Optional<Grant>> find(String text) {
      return CompletableFuture.failedFuture(new IllegalStateException("disk"));
    }

    @Override
    public CompletionStage<Optional<Minted>> mint(AccountId account, Wish wish) {
      throw new IllegalStateException("defect");
    }

    @Override
    public CompletionStage<List<Entry>> list(AccountId account) {
      return CompletableFuture.failedFuture(new IllegalStateException("disk"));
    }

    @Override
    public CompletionStage<Boolean> revoke(AccountId account, String id) {
      return CompletableFuture.failedFuture(new IllegalStateException("disk"));
    }
  }

  @Test
  void everyFailureIsAnsweredAtOnce() {
    assertProblem(rig.create(RestRig.WISH), 500, "internal");
    assertProblem(rig.create(RestRig.WISH, "Idempotency-Key", "one"), 503, "unavailable");
    assertProblem(rig.get("/v1/api_tokens", RestRig.TOKEN), 503, "unavailable");
    assertProblem(rig.get("/v1/calls", "dering_" + "A".repeat(43)), 503, "unavailable");
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "[]", "7", "{", "{\"name\":", "{} {}", "\u0000"})
  void aBodyThatIsNoJsonObjectIsMalformed(String body) {
    assertProblem(rig.create(body), 400, "malformed");
  }

  /// The last of two would count for us, and the first perhaps for what stands before us.
  @ParameterizedTest
  @CsvSource({
    "name, '{\"name\":\"A\",\"scopes\":[\"calls:read\"],\"name\":\"B\"}'",
    "scopes, '{\"scopes\":[\"tokens:write\"],\"scopes\":[\"calls:read\"],\"name\":\"A\"}'",
    "colour, '{\"name\":\"A\",\"scopes\":[],\"a\":{\"colour\":1,\"colour\":2}}'",
  })
  void aFieldThatStandsThereTwiceIsNamed(String field, String body) {
    assertThat(assertProblem(rig.create(body), 400, "malformed").getJsonArray("fields"))
        .containsExactly(
            new JsonObject().put("name", field).put("reason", "must stand there once"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u202eevil", "\\u2066a\\u2069", "a\\ud800", "a\\u0085b", "a\\u2028b"})
  void aNameThatTurnsOrBreaksATextIsRefused(String name) {
    JsonObject problem =
        assertProblem(
            rig.create("{\"name\":\"" + name + "\",\"scopes\":[\"calls:read\"]}"),
            400,
            "invalid_parameter");
    assertField(problem, "name");
    assertThat(problem.encode()).contains("marks that turn a text around");
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedUnread() {
    assertProblem(rig.create("{\"name\":\"" + "x".repeat(70_000)), 413, "body_too_large");
  }

  @Test
  void aCallerWhoAsksTooOftenWaitsAndNobodyElseDoes() {
    for (int i = 0; i < Limits.CALLER_BURST; i++) {
      assertThat(rig.get("/v1/calls?limit=1", RestRig.TOKEN).statusCode()).isEqualTo(200);
    }
    HttpResponse<String> answer = rig.get("/v1/calls?limit=1", RestRig.TOKEN);
    assertProblem(answer, 429, "too_many_requests");
    assertThat(answer.headers().firstValue("retry-after")).hasValue("1");
    assertThat(rig.get("/v1/calls", RestRig.OTHER_TOKEN).statusCode()).isEqualTo(200);
    assertThat(rig.server.get("/v1/session").statusCode()).isEqualTo(200);

    nanos.addAndGet(1_000_000_000L / Limits.CALLER_PER_SECOND);

    assertThat(rig.get("/v1/calls?limit=1", RestRig.TOKEN).statusCode()).isEqualTo(200);
    assertProblem(rig.get("/v1/calls?limit=1", RestRig.TOKEN), 429, "too_many_requests");
  }

  @Test
  void anAddressWithoutCredentialsWaitsSooner() {
    for (int i = 0; i < Limits.ADDRESS_BURST; i++) {
      assertProblem(rig.get("/v1/calls", "wrong"), 401, "unauthorized");
    }
    assertProblem(rig.get("/v1/calls", "wrong"), 429, "too_many_requests");
    assertProblem(rig.server.get("/v1/session"), 429, "too_many_requests");
    assertThat(rig.get("/v1/calls", RestRig.TOKEN).statusCode()).isEqualTo(200);
  }
}
