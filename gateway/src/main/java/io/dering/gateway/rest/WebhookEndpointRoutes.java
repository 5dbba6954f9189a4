package io.dering.gateway.rest;

import io.dering.gateway.events.Couriers;
import io.dering.gateway.events.Delivery;
import io.dering.gateway.events.Outbox;
import io.dering.gateway.events.StoredEvent;
import io.dering.gateway.events.WebhookEndpoint;
import io.dering.gateway.events.WebhookSignature;
import io.dering.gateway.events.WebhookTarget;
import io.dering.signaling.event.EventType;
import io.dering.signaling.id.Ids;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Where events are sent, what became of each delivery, and how to have them again.
public final class WebhookEndpointRoutes implements Resource {
  private static final int DEFAULT_LIMIT = 20;

  /// Each costs a virtual thread and a look at every event.
  private static final int MOST = 20;

  /// As long as a backend may take to learn the new secret. More keeps a stolen one good for
  /// longer.
  private static final Duration PREVIOUS_SIGNS_FOR = Duration.ofHours(24);

  private final Outbox outbox;
  private final Couriers couriers;
  private final WebhookTarget target;
  private final Sources sources;

  /// Where what is new comes from, and the threads that may wait for the disk.
  public record Sources(RandomGenerator random, InstantSource clock, Executor blocking) {}

  public WebhookEndpointRoutes(
      Outbox outbox, Couriers couriers, WebhookTarget target, Sources sources) {
    this.outbox = outbox;
    this.couriers = couriers;
    this.target = target;
    this.sources = sources;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("createWebhookEndpoint", this::create);
    operations.on("listWebhookEndpoints", this::list);
    operations.on("updateWebhookEndpoint", this::update);
    operations.on("rotateWebhookSecret", this::rotate);
    operations.on("deleteWebhookEndpoint", this::delete);
    operations.on("listWebhookDeliveries", this::deliveries);
    operations.on("replayWebhookDeliveries", this::replay);
  }

  private CompletionStage<Reply> create(Asked asked) {
    String url = asked.body().getString("url");
    Types types = types(asked.body());
    Optional<Reply> wrong = wrong(types).or(() -> wrong(url));
    if (wrong.isPresent()) {
      return wrong.get().now();
    }
    var endpoint =
        new WebhookEndpoint(
            Ids.random("whe_", sources.random()),
            asked.account(),
            url,
            WebhookSignature.newSecret(sources.random()),
            types.words(),
            true,
            sources.clock().instant(),
            0);
    return outbox
        .add(endpoint, MOST)
        .thenApply(added -> {
          if (!added) {
            return Reply.refused(
                ProblemCode.LIMIT_REACHED,
                "The account has %d webhook endpoints; delete one.".formatted(MOST));
          }
          couriers.set(endpoint.id());
          return Reply.created(json(endpoint).put("secret", endpoint.secret()));
        });
  }

  private CompletionStage<Reply> list(Asked asked) {
    return reading(() -> {
      var data = new JsonArray();
      outbox.endpoints().stream()
          .filter(endpoint -> endpoint.account().equals(asked.account()))
          .forEach(endpoint -> data.add(json(endpoint)));
      return Reply.ok(
          new JsonObject().put("object", "list").put("data", data).put("has_more", false));
    });
  }

  private CompletionStage<Reply> update(Asked asked) {
    String url = asked.body().getString("url");
    Types types = asked.body().containsKey("types") ? types(asked.body()) : null;
    Optional<Reply> wrong = types == null ? Optional.empty() : wrong(types);
    wrong = wrong.or(() -> url == null ? Optional.empty() : wrong(url));
    if (wrong.isPresent()) {
      return wrong.get().now();
    }
    var change =
        new Outbox.Change(
            url, types == null ? null : types.words(), asked.body().getBoolean("enabled"));
    return outbox
        .change(asked.account(), asked.path("id"), change)
        .thenApply(changed -> changed.map(this::changed).orElseGet(WebhookEndpointRoutes::none));
  }

  private Reply changed(WebhookEndpoint endpoint) {
    couriers.set(endpoint.id());
    return Reply.ok(json(endpoint));
  }

  private CompletionStage<Reply> rotate(Asked asked) {
    String secret = WebhookSignature.newSecret(sources.random());
    Instant until = sources.clock().instant().plus(PREVIOUS_SIGNS_FOR);
    return outbox
        .rotate(asked.account(), asked.path("id"), secret, until)
        .thenApply(rotated ->
            rotated
                .map(endpoint ->
                    Reply.ok(
                        json(endpoint)
                            .put("secret", endpoint.secret())
                            .put("previous_secret_until", Times.write(until))))
                .orElseGet(WebhookEndpointRoutes::none));
  }

  private CompletionStage<Reply> delete(Asked asked) {
    String id = asked.path("id");
    return outbox
        .remove(asked.account(), id)
        .thenApply(there -> {
          if (there) {
            couriers.remove(id);
          }
          return there ? new Reply.Empty() : none();
        });
  }

  private CompletionStage<Reply> deliveries(Asked asked) {
    String after = asked.query("starting_after");
    OptionalLong before = after == null ? OptionalLong.empty() : StoredEvent.seqOf(after);
    if (after != null && before.isEmpty()) {
      return Reply.wrong("starting_after", "must be the id of an event").now();
    }
    int limit = asked.limit(DEFAULT_LIMIT);
    String state = asked.query("state");
    return found(
        asked,
        endpoint ->
            reading(() ->
                page(
                    outbox.log(
                        endpoint.id(),
                        before.isPresent() ? before.getAsLong() : null,
                        state == null
                            ? null
                            : Delivery.State.valueOf(state.toUpperCase(Locale.ROOT)),
                        limit + 1),
                    limit)));
  }

  private CompletionStage<Reply> replay(Asked asked) {
    String event = asked.body().getString("event");
    OptionalLong seq = event == null ? OptionalLong.empty() : StoredEvent.seqOf(event);
    if (event != null && seq.isEmpty()) {
      return Reply.wrong("event", "must be the id of an event").now();
    }
    return found(
        asked,
        endpoint ->
            outbox
                .replay(
                    endpoint.id(),
                    seq.isPresent() ? seq.getAsLong() : null,
                    sources.clock().instant())
                .thenApply(again -> {
                  if (seq.isPresent() && again == 0) {
                    return Reply.refused(
                        ProblemCode.NOT_FOUND, "This webhook has no delivery of that event.");
                  }
                  couriers.set(endpoint.id());
                  return Reply.ok(
                      new JsonObject().put("object", "webhook_replay").put("deliveries", again));
                }));
  }

  private static Reply page(List<Delivery> found, int limit) {
    var data = new JsonArray();
    found.stream().limit(limit).forEach(delivery -> data.add(json(delivery)));
    return Reply.ok(
        new JsonObject()
            .put("object", "list")
            .put("data", data)
            .put("has_more", found.size() > limit));
  }

  /// What is done with an endpoint of the account.
  @FunctionalInterface
  private interface Use {
    CompletionStage<Reply> of(WebhookEndpoint endpoint);
  }

  private CompletionStage<Reply> found(Asked asked, Use use) {
    return CompletableFuture.supplyAsync(
            () -> outbox.endpoint(asked.account(), asked.path("id")), sources.blocking())
        .thenCompose(endpoint -> endpoint.map(use::of).orElseGet(() -> none().now()));
  }

  private CompletionStage<Reply> reading(Supplier<Reply> work) {
    return CompletableFuture.supplyAsync(work, sources.blocking());
  }

  private static Reply none() {
    return Reply.refused(ProblemCode.NOT_FOUND, "There is no such webhook endpoint.");
  }

  private static Optional<Reply> wrong(Types types) {
    return Optional.ofNullable(types.unknownField())
        .map(field -> Reply.wrong(field, "must be the type of an event, such as call.ended"));
  }

  private Optional<Reply> wrong(String url) {
    return target.fault(url).map(rule -> Reply.wrong("url", rule));
  }

  /// @param unknownField where a word stands that is no type
  private record Types(Set<String> words, @Nullable String unknownField) {}

  private static Types types(JsonObject body) {
    Set<String> words = new TreeSet<>();
    JsonArray array = body.getJsonArray("types", new JsonArray());
    for (int i = 0; i < array.size(); i++) {
      String word = String.valueOf(array.getValue(i));
      if (EventType.of(word).isEmpty()) {
        return new Types(Set.of(), "types[" + i + "]");
      }
      words.add(word);
    }
    return new Types(words, null);
  }

  private static JsonObject json(WebhookEndpoint endpoint) {
    return new JsonObject()
        .put("object", "webhook_endpoint")
        .put("id", endpoint.id())
        .put("url", endpoint.url())
        .put("types", new JsonArray(endpoint.types().stream().sorted().toList()))
        .put("enabled", endpoint.enabled())
        .put("created_at", Times.write(endpoint.createdAt()));
  }

  private static JsonObject json(Delivery delivery) {
    boolean waits = delivery.state() == Delivery.State.WAITING;
    return new JsonObject()
        .put("object", "webhook_delivery")
        .put("event", delivery.event().id())
        .put("type", delivery.event().type())
        .put("state", delivery.state().name().toLowerCase(Locale.ROOT))
        .put("attempts", delivery.attempts())
        .put("due_at", waits ? Times.write(delivery.dueAt()) : null)
        .put("last_at", Times.write(delivery.lastAt()))
        .put("last_status", delivery.lastStatus())
        .put("last_failure", delivery.lastFailure());
  }
}
