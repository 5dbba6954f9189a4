package io.dering.gateway.rest;

import io.dering.gateway.events.EventLog;
import io.dering.gateway.events.StoredEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// Events as a list and as a stream; both go on from the id of an event.
public final class EventRoutes implements Resource {
  private static final int DEFAULT_LIMIT = 20;
  private static final String RULE = "must be the id of an event that is still kept";

  private final EventLog events;
  private final Executor blocking;
  private final EventStreams streams;

  public EventRoutes(EventLog events, Executor blocking, EventStreams streams) {
    this.events = events;
    this.blocking = blocking;
    this.streams = streams;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("listEvents", this::list);
    operations.streams("streamEvents", streams::open);
  }

  private CompletionStage<Reply> list(Asked asked) {
    String after = asked.query("starting_after");
    int limit = asked.limit(DEFAULT_LIMIT);
    return CompletableFuture.supplyAsync(
        () -> {
          Optional<Long> place =
              after == null
                  ? Optional.of(0L)
                  : StoredEvent.known(events, asked.account(), after).map(StoredEvent::seq);
          return place
              .map(seq -> page(events.after(asked.account(), seq, limit + 1), limit))
              .orElseGet(() -> Reply.wrong("starting_after", RULE));
        },
        blocking);
  }

  private static Reply page(List<StoredEvent> found, int limit) {
    var data = new JsonArray();
    found.stream().limit(limit).forEach(e -> data.add(e.json()));
    return Reply.ok(
        new JsonObject()
            .put("object", "list")
            .put("data", data)
            .put("has_more", found.size() > limit));
  }
}
