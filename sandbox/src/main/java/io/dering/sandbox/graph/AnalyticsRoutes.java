package io.dering.sandbox.graph;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.pricing.PricingDesk;
import io.dering.transport.http.Routes;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// `GET /sandbox/graph[/vNN.N]/{waba-id}?fields=call_analytics.start(…).end(…).granularity(…)`,
/// with `currency,` before it for the business account's currency too.
///
/// Meta's reference names cost, count and average duration; that the points stand right in
/// `call_analytics` is from its example as others quote it. Answers are not shown beside the phone:
/// a gateway asks by the clock, and the list is of calls.
public final class AnalyticsRoutes implements Routes {
  private static final String TITLE = "call_analytics";
  private static final String CURRENCY = "currency";
  private static final byte[] NO_BODY = new byte[0];
  private static final Pattern PART = Pattern.compile("\\.([a-z_]{1,30})\\(([^()]{0,500})\\)");

  /// Read, and those that narrow what the sandbox tells all of anyway.
  private static final Set<String> PARTS =
      Set.of(
          "start",
          "end",
          "granularity",
          "phone_numbers",
          "metric_types",
          "directions",
          "dimensions",
          "country_codes");

  private final Executor owner;
  private final String wabaId;
  private final PricingDesk pricing;
  private final GraphDoor door;

  /// @param owner runs its tasks on the thread of `pricing` and of the door's wire
  public AnalyticsRoutes(Executor owner, String wabaId, PricingDesk pricing, GraphDoor door) {
    this.owner = owner;
    this.wabaId = wabaId;
    this.pricing = pricing;
    this.door = door;
  }

  /// Before the recordings, whose ids are digits too.
  @Override
  public void mount(Router router) {
    router.get("/sandbox/graph/" + wabaId).handler(this::handle);
    router.get("/sandbox/graph/:version/" + wabaId).handler(this::handle);
  }

  private void handle(RoutingContext ctx) {
    if (!GraphDoor.isVersion(ctx.pathParam("version"))) {
      ctx.next();
      return;
    }
    List<String> fields = ctx.queryParam("fields");
    owner.execute(() -> {
      if (!door.isAuthorized(ctx)) {
        door.refuse(ctx, TITLE, NO_BODY, GraphError.token());
        return;
      }
      ObjectNode body = answer(fields.isEmpty() ? "" : fields.getFirst());
      if (body == null) {
        door.refuse(
            ctx,
            TITLE,
            NO_BODY,
            GraphError.invalid(
                "fields must be call_analytics.start(seconds).end(seconds)"
                    + ".granularity(DAILY or MONTHLY)."));
      } else {
        door.reply(ctx, new GraphDoor.Answer(200, body));
      }
    });
  }

  /// Null for what cannot be read.
  private @Nullable ObjectNode answer(String asked) {
    boolean namesCurrency = asked.startsWith(CURRENCY + ",");
    String fields = namesCurrency ? asked.substring(CURRENCY.length() + 1) : asked;
    if (!fields.startsWith(TITLE)) {
      return null;
    }
    Map<String, String> parts = new HashMap<>();
    Matcher matcher = PART.matcher(fields);
    int end = TITLE.length();
    while (matcher.find() && matcher.start() == end) {
      parts.put(matcher.group(1), matcher.group(2));
      end = matcher.end();
    }
    String start = parts.getOrDefault("start", "");
    String until = parts.getOrDefault("end", "");
    String granularity = parts.getOrDefault("granularity", "DAILY");
    boolean readable =
        end == fields.length()
            && PARTS.containsAll(parts.keySet())
            && start.matches("[0-9]{1,11}")
            && until.matches("[0-9]{1,11}")
            && (granularity.equals("DAILY") || granularity.equals("MONTHLY"));
    if (!readable) {
      return null;
    }
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode analytics = body.putObject(TITLE).put("granularity", granularity);
    analytics.set(
        "data_points",
        pricing.points(
            Instant.ofEpochSecond(Long.parseLong(start)),
            Instant.ofEpochSecond(Long.parseLong(until)),
            PricingDesk.Granularity.valueOf(granularity)));
    if (namesCurrency) {
      body.put(CURRENCY, pricing.currency());
    }
    return body.put("id", wabaId);
  }
}
