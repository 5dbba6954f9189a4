package io.dering.gateway.webhook;

import io.dering.signaling.meta.KeptRaw;
import io.dering.signaling.meta.WebhookReader;
import io.dering.signaling.meta.WebhookResult;
import io.dering.signaling.meta.WebhookSignature;
import io.dering.transport.http.Answers;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.RawBody;
import io.dering.transport.http.Routes;
import io.dering.transport.http.SecretDigest;
import io.vertx.core.Context;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The address that Meta calls.
///
/// Order of a POST: length, signature over the raw bytes, parsing, durable intake, 200. Each step
/// that fails ends the request there, and nothing behind it has run.
public final class WebhookRoutes implements Routes {
  private static final Logger LOG = LoggerFactory.getLogger(WebhookRoutes.class);
  private static final String BEGAN = WebhookRoutes.class.getName();

  /// Enough for any challenge; Meta's are some ten digits.
  private static final int MAX_CHALLENGE_LENGTH = 256;

  /// Kinds of unknown elements that are logged once each; more would be a peer's way to fill
  /// memory.
  private static final int MAX_KINDS_REMEMBERED = 256;

  private final WebhookSettings settings;
  private final SecretDigest verifyToken;
  private final WebhookSignature signature;
  private final WebhookIntake intake;
  private final WebhookMeter meter;
  private final LongSupplier nanoTime;
  private final Set<String> kindsLogged = new HashSet<>();

  public WebhookRoutes(
      WebhookSettings settings, WebhookIntake intake, WebhookMeter meter, LongSupplier nanoTime) {
    this.settings = settings;
    this.verifyToken = SecretDigest.of(settings.verifyToken());
    this.signature = new WebhookSignature(settings.appSecrets());
    this.intake = intake;
    this.meter = meter;
    this.nanoTime = nanoTime;
  }

  @Override
  public void mount(Router router) {
    router.route(settings.path()).handler(this::begin);
    router.get(settings.path()).handler(this::verify);
    router
        .post(settings.path())
        .handler(RawBody.upTo(WebhookReader.MAX_BODY_LENGTH))
        .handler(this::receive)
        .failureHandler(this::fail);
  }

  private void begin(RoutingContext ctx) {
    ctx.put(BEGAN, nanoTime.getAsLong());
    ctx.next();
  }

  private void answered(RoutingContext ctx, WebhookOutcome outcome) {
    Long began = ctx.get(BEGAN);
    meter.answered(outcome, began == null ? 0 : nanoTime.getAsLong() - began);
  }

  /// Meta reference 6.1: the challenge goes back as it came, as text that no browser runs.
  private void verify(RoutingContext ctx) {
    String mode = only(ctx.queryParam("hub.mode"));
    String token = only(ctx.queryParam("hub.verify_token"));
    String challenge = only(ctx.queryParam("hub.challenge"));
    boolean ours = token != null && verifyToken.matches(token);
    if (!ours
        || !"subscribe".equals(mode)
        || challenge == null
        || challenge.length() > MAX_CHALLENGE_LENGTH) {
      answered(ctx, WebhookOutcome.VERIFICATION_REFUSED);
      Answers.problem(ctx, Problem.of(ProblemCode.FORBIDDEN, ""));
      return;
    }
    answered(ctx, WebhookOutcome.VERIFIED);
    Answers.text(ctx, 200, challenge);
  }

  private void receive(RoutingContext ctx) {
    byte[] body = RawBody.of(ctx);
    String header = only(ctx.request().headers().getAll("X-Hub-Signature-256"));
    if (header == null || !signature.verifies(body, header)) {
      answered(ctx, WebhookOutcome.SIGNATURE_REFUSED);
      ctx.response().putHeader("WWW-Authenticate", "X-Hub-Signature-256");
      Answers.problem(ctx, Problem.of(ProblemCode.UNAUTHORIZED, ""));
      return;
    }
    switch (WebhookReader.read(body)) {
      case WebhookResult.Refused(var reason, var position) -> {
        answered(ctx, WebhookOutcome.MALFORMED);
        Answers.problem(
            ctx,
            Problem.of(
                ProblemCode.MALFORMED, "Not a webhook: " + reason + " at byte " + position + "."));
      }
      case WebhookResult.Read read -> take(ctx, body, read);
    }
  }

  private void take(RoutingContext ctx, byte[] body, WebhookResult.Read read) {
    read.kept().stream().filter(raw -> !raw.isUnusable()).forEach(this::logOnce);
    Context context = ctx.vertx().getOrCreateContext();
    intake
        .take(body, read)
        .whenComplete(
            (ours, failure) -> context.runOnContext(_ -> taken(ctx, outcome(read, ours), failure)));
  }

  private void taken(RoutingContext ctx, WebhookOutcome outcome, @Nullable Throwable failure) {
    if (failure == null) {
      answered(ctx, outcome);
      Answers.text(ctx, 200, "");
      return;
    }
    // A stop and a full queue do this as well; a store that failed has said so itself.
    LOG.warn("A webhook was not taken; Meta will send it again: {}", String.valueOf(failure));
    answered(ctx, WebhookOutcome.NOT_STORED);
    Answers.problem(ctx, Problem.of(ProblemCode.UNAVAILABLE, "Not stored. Send it again."));
  }

  private static WebhookOutcome outcome(WebhookResult.Read read, @Nullable Boolean ours) {
    if (Boolean.FALSE.equals(ours)) {
      LOG.warn("A signed webhook is about a number that no account here has; nothing came of it");
      return WebhookOutcome.UNKNOWN_NUMBER;
    }
    return unusable(read) ? WebhookOutcome.UNUSABLE : WebhookOutcome.TAKEN;
  }

  /// One line for a webhook, whatever is in it; what it said stands in the database alone.
  private static boolean unusable(WebhookResult.Read read) {
    List<String> kinds =
        read.kept().stream().filter(KeptRaw::isUnusable).map(KeptRaw::kind).distinct().toList();
    if (kinds.isEmpty()) {
      return false;
    }
    LOG.warn("A signed webhook has a call that cannot be used, and nothing came of it: {}", kinds);
    return true;
  }

  private void logOnce(KeptRaw raw) {
    if (!raw.known() && kindsLogged.size() < MAX_KINDS_REMEMBERED && kindsLogged.add(raw.kind())) {
      LOG.warn("Meta sent a kind of event that this version does not know: {}", raw.kind());
    }
  }

  private void fail(RoutingContext ctx) {
    if (ctx.statusCode() == 413) {
      answered(ctx, WebhookOutcome.TOO_LARGE);
    }
    ctx.next();
  }

  private static @Nullable String only(List<String> values) {
    return values.size() == 1 ? values.getFirst() : null;
  }
}
