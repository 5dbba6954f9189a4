package io.dering.gateway.rest;

import io.dering.gateway.conductor.Overloaded;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.RawBody;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs a request with an `Idempotency-Key` once, and answers its repetitions like the first
/// (draft-ietf-httpapi-idempotency-key-header).
///
/// The key is made durable before the effect, the answer after it: a crash between the two is told
/// as such and never repeats the effect. What was refused, or never taken, had no effect, so it
/// leaves the key free; after any other failure nobody knows, and the key says so.
final class Idempotency {
  static final String HEADER = "Idempotency-Key";

  /// Says that an answer is a repetition.
  static final String REPLAYED = "Idempotent-Replayed";

  private static final Logger LOG = LoggerFactory.getLogger(Idempotency.class);

  private final KeptAnswers answers;

  Idempotency(KeptAnswers answers) {
    this.answers = answers;
  }

  /// Runs `effect`, unless its answer is known.
  CompletionStage<Reply> once(
      RoutingContext ctx, Viewer viewer, Supplier<CompletionStage<Reply>> effect) {
    List<String> keys = ctx.request().headers().getAll(HEADER);
    if (keys.isEmpty()) {
      return effect.get();
    }
    if (keys.size() > 1) {
      // Whichever counted, somebody on the way could mean the other.
      return Reply.wrong(HEADER, "must be there once").now();
    }
    String key = keys.getFirst();
    var place = new KeptAnswers.Place(viewer.account(), viewer.key(), key);
    return answers
        .claim(new KeptAnswers.Asked(place, text(ctx)))
        .thenCompose(claim ->
            switch (claim) {
              case KeptAnswers.Claim.First() -> first(place, effect);
              case KeptAnswers.Claim.Again(var status, var body) -> {
                ctx.put(REPLAYED, true);
                yield again(status, body).now();
              }
              case KeptAnswers.Claim.Reused() ->
                  Reply.refused(
                          ProblemCode.IDEMPOTENCY_KEY_REUSED,
                          "The key came with another request. Use a new key for each.")
                      .now();
              case KeptAnswers.Claim.InFlight() ->
                  Reply.refused(
                          ProblemCode.IDEMPOTENCY_IN_FLIGHT,
                          "The first request is being worked on. Ask again in a moment.")
                      .now();
              case KeptAnswers.Claim.Interrupted() ->
                  Reply.refused(
                          ProblemCode.IDEMPOTENCY_INTERRUPTED,
                          "The gateway stopped or failed in the middle of it. Look what was done,"
                              + " then use a new key.")
                      .now();
            });
  }

  private CompletionStage<Reply> first(
      KeptAnswers.Place place, Supplier<CompletionStage<Reply>> effect) {
    return started(effect)
        .handle((reply, failure) -> {
          if (failure != null) {
            CompletionStage<Void> noted =
                hadNoEffect(failure) ? answers.release(place) : answers.interrupt(place);
            return after(noted, CompletableFuture.<Reply>failedFuture(failure));
          }
          CompletionStage<Void> noted =
              switch (reply) {
                case Reply.Json(var status, var body) -> answers.keep(place, status, body.encode());
                case Reply.Empty() -> answers.keep(place, 204, "");
                case Reply.Refused _ -> answers.release(place);
              };
          return after(noted, reply.now());
        })
        .thenCompose(stage -> stage);
  }

  /// Whether it is certain that nothing was done: the switchboard did not take the request.
  private static boolean hadNoEffect(Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof Overloaded;
  }

  private static CompletionStage<Reply> started(Supplier<CompletionStage<Reply>> effect) {
    try {
      return effect.get();
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /// What was done was done, whether or not its answer could be kept.
  private static CompletionStage<Reply> after(
      CompletionStage<Void> noted, CompletionStage<Reply> reply) {
    return noted
        .handle((_, failure) -> {
          if (failure != null) {
            LOG.warn("An answer could not be kept", failure);
          }
          return reply;
        })
        .thenCompose(stage -> stage);
  }

  private static Reply again(int status, String body) {
    return status == 204 ? new Reply.Empty() : new Reply.Json(status, new JsonObject(body));
  }

  /// Method, path and body: what makes two requests the same.
  private static byte[] text(RoutingContext ctx) {
    var text = new ByteArrayOutputStream();
    String line = ctx.request().method() + " " + ctx.request().uri() + "\n";
    text.writeBytes(line.getBytes(StandardCharsets.UTF_8));
    text.writeBytes(RawBody.of(ctx));
    return text.toByteArray();
  }
}
