package io.dering.sandbox.webhooks;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.dering.sandbox.wire.Exchange;
import io.dering.sandbox.wire.WireLog;
import io.dering.transport.http.HttpClients;
import io.vertx.core.AsyncResult;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.PoolOptions;
import io.vertx.ext.web.client.HttpResponse;
import io.vertx.ext.web.client.WebClient;
import io.vertx.ext.web.client.WebClientOptions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// Delivers webhooks: signed, in the order in which they were given unless a switch says otherwise,
/// again when the answer is not 2xx.
///
/// Runs on one Vert.x context; every method is to be called there. A webhook does not wait for the
/// answer to the one before: no order is promised, as at Meta.
public final class WebhookSender {
  private static final int SHOWN_RESPONSE_CHARS = 2_000;

  private final Vertx vertx;
  private final Context context;
  private final WebClient client;
  private final WebhookSettings settings;
  private final WebhookBodies bodies;
  private final WireLog wire;
  private final InstantSource clock;
  private final JsonMapper json = new JsonMapper();

  /// Connects that wait for their call's terminate, by call id.
  private final Map<String, Held> held = new HashMap<>();

  private FateDice dice = new FateDice(Misbehaviour.NONE);
  private Misbehaviour switches = Misbehaviour.NONE;
  private BiConsumer<String, String> undelivered = (_, _) -> {};
  private boolean closed;

  /// @param context the sandbox's own
  public WebhookSender(
      Context context,
      WebhookSettings settings,
      WebhookBodies bodies,
      WireLog wire,
      InstantSource clock) {
    this.vertx = context.owner();
    this.context = context;
    this.settings = settings;
    this.bodies = bodies;
    this.wire = wire;
    this.clock = clock;
    WebClientOptions options =
        new WebClientOptions()
            .setUserAgent("facebookexternalua")
            .setFollowRedirects(false)
            .setConnectTimeout((int) Math.min(5_000, settings.timeout().toMillis()));
    this.client = WebClient.wrap(HttpClients.create(vertx, options, new PoolOptions()), options);
  }

  /// From the next webhook on. The dice start anew from the seed.
  public void misbehave(Misbehaviour next) {
    switches = next;
    dice = new FateDice(next);
  }

  /// Who hears, once per failed attempt, that a call's connect could not be delivered, and why.
  public void onUndelivered(BiConsumer<String, String> listener) {
    undelivered = listener;
  }

  public void connect(String callId, ObjectNode body) {
    Fate fate = dice.draw(true);
    Webhook webhook = new Webhook(callId, "connect", body);
    if (!fate.afterTerminate()) {
      dispatch(webhook, fate);
      return;
    }
    Held waiting = new Held(webhook, fate);
    held.put(callId, waiting);
    later(
        switches.reorderHold(),
        () -> {
          if (held.remove(callId, waiting)) {
            dispatch(webhook, fate);
          }
        });
  }

  /// How far a call of the business's has come.
  ///
  /// @param status as it is shown, in lower case
  public void status(String callId, String status, ObjectNode body) {
    dispatch(new Webhook(callId, status, body), dice.draw(false));
  }

  public void terminate(String callId, ObjectNode body) {
    dispatch(new Webhook(callId, "terminate", body), dice.draw(false));
  }

  public void message(String messageId, ObjectNode body) {
    dispatch(new Webhook(messageId, "message", body), dice.draw(false));
  }

  /// About the number as such.
  ///
  /// @param field the webhook's
  public void account(String field, ObjectNode body) {
    dispatch(new Webhook(field, field, body), dice.draw(false));
  }

  public void close() {
    closed = true;
    held.clear();
    client.close();
  }

  private void dispatch(Webhook webhook, Fate fate) {
    later(
        fate.delay(),
        () -> {
          attempt(webhook, 1);
          if (fate.twice()) {
            attempt(webhook, 1);
          }
        });
  }

  private void attempt(Webhook webhook, int number) {
    if (closed) {
      return;
    }
    byte[] bytes = bodies.bytes(webhook.body());
    client
        .postAbs(settings.callback().toString())
        .timeout(settings.timeout().toMillis())
        .putHeader("Content-Type", "application/json")
        .putHeader("Accept", "*/*")
        .putHeader(WebhookSignature.HEADER, WebhookSignature.of(settings.appSecret(), bytes))
        .sendBuffer(Buffer.buffer(bytes))
        .onComplete(answer -> context.runOnContext(_ -> answered(webhook, number, answer)));
  }

  private void answered(Webhook webhook, int number, AsyncResult<HttpResponse<Buffer>> answer) {
    if (closed) {
      return;
    }
    int status = answer.succeeded() ? answer.result().statusCode() : 0;
    boolean delivered = status >= 200 && status < 300;
    boolean again = !delivered && number < settings.maxAttempts();
    String fault = delivered ? null : fault(answer, status);
    show(webhook, answer, status, note(number, fault, again));
    if (fault != null && webhook.title().equals("connect")) {
      undelivered.accept(webhook.callId(), fault);
    }
    if (again) {
      later(settings.retryAfter(), () -> attempt(webhook, number + 1));
    }
    if (webhook.title().equals("terminate")) {
      Held waiting = held.remove(webhook.callId());
      if (waiting != null) {
        dispatch(waiting.webhook(), waiting.fate());
      }
    }
  }

  private String fault(AsyncResult<HttpResponse<Buffer>> answer, int status) {
    if (answer.succeeded()) {
      return "The webhook was answered with status " + status + ".";
    }
    return "The webhook cannot be delivered: "
        + switch (answer.cause()) {
          case java.net.ConnectException _ -> "nothing listens at " + settings.callback() + ".";
          case java.util.concurrent.TimeoutException _ -> "no answer in time.";
          case java.net.UnknownHostException _ -> "the callback's host is unknown.";
          case null, default -> "the connection failed.";
        };
  }

  private @Nullable String note(int number, @Nullable String fault, boolean again) {
    if (fault == null) {
      return number == 1 ? null : "Attempt " + number + ".";
    }
    String next =
        again
            ? "Again in " + settings.retryAfter().toMillis() + " ms."
            : "That was the last attempt.";
    return fault + " Attempt " + number + " of " + settings.maxAttempts() + ". " + next;
  }

  private void show(
      Webhook webhook,
      AsyncResult<HttpResponse<Buffer>> answer,
      int status,
      @Nullable String note) {
    String path = settings.callback().getRawPath();
    wire.add(
        new Exchange(
            clock.instant(),
            Exchange.Kind.WEBHOOK,
            webhook.title(),
            "POST",
            path == null || path.isEmpty() ? "/" : path,
            status,
            webhook.body(),
            answer.succeeded() ? response(answer.result().bodyAsString()) : null,
            note));
  }

  private @Nullable JsonNode response(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return null;
    }
    if (text.length() > SHOWN_RESPONSE_CHARS) {
      return TextNode.valueOf(text.substring(0, SHOWN_RESPONSE_CHARS) + "…");
    }
    try {
      return json.readTree(text);
    } catch (JacksonException _) {
      return TextNode.valueOf(text);
    }
  }

  private void later(Duration pause, Runnable task) {
    if (pause.isZero()) {
      task.run();
    } else {
      vertx.setTimer(pause.toMillis(), _ -> context.runOnContext(_ -> task.run()));
    }
  }

  private record Webhook(String callId, String title, ObjectNode body) {}

  private record Held(Webhook webhook, Fate fate) {}
}
