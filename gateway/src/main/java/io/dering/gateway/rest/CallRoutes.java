package io.dering.gateway.rest;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.json.JsonObject;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/// The log of calls (REP-1, REP-3).
public final class CallRoutes implements Resource {
  private static final int DEFAULT_LIMIT = 20;

  private final CallReader calls;
  private final People people;

  public CallRoutes(CallReader calls, People people) {
    this.calls = calls;
    this.people = people;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listCalls", this::list);
    operations.on("getCall", asked -> story(asked, CallJson::story));
    operations.on("explainCall", asked -> story(asked, CallJson::explanation));
    operations.on("getCallQuality", this::quality);
    operations.streams("exportCalls", new CallExport(calls, people)::run);
  }

  private CompletionStage<Reply> list(Asked asked) {
    return switch (CallQuestion.of(asked)) {
      case CallQuestion.Bad(var reply) -> reply.now();
      case CallQuestion.Good(var filter) -> {
        String after = asked.query("starting_after");
        var query =
            new CallReader.Query(
                filter, asked.limit(DEFAULT_LIMIT), after == null ? null : new CallId(after));
        yield calls
            .page(query)
            .thenApply(found ->
                found
                    .map(page -> Reply.ok(CallJson.of(people, asked).page(page)))
                    .orElseGet(() ->
                        Reply.wrong("starting_after", "must be the id of a call of this account")));
      }
    };
  }

  private CompletionStage<Reply> story(
      Asked asked, BiFunction<CallJson, CallReader.Story, JsonObject> words) {
    return calls
        .story(asked.account(), new CallId(asked.path("id")))
        .thenApply(found ->
            found
                .filter(story -> sees(asked.ownAgent(), story.call()))
                .map(story -> Reply.ok(words.apply(CallJson.of(people, asked), story)))
                .orElseGet(() -> Reply.refused(ProblemCode.NOT_FOUND, "There is no such call.")));
  }

  private CompletionStage<Reply> quality(Asked asked) {
    var id = new CallId(asked.path("id"));
    return calls
        .story(asked.account(), id)
        .thenCompose(found -> {
          if (found.filter(story -> sees(asked.ownAgent(), story.call())).isEmpty()) {
            return Reply.refused(ProblemCode.NOT_FOUND, "There is no such call.").now();
          }
          CallView call = found.get().call();
          return calls
              .quality(id)
              .thenApply(lines -> Reply.ok(QualityJson.of(call, lines.orElse(null))));
        });
  }

  /// RO-1: an agent sees own calls.
  private static boolean sees(@Nullable AgentId own, CallView call) {
    return own == null || own.equals(call.agent());
  }
}
