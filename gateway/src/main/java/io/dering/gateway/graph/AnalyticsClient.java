package io.dering.gateway.graph;

import io.dering.signaling.meta.AnalyticsAnswer;
import io.dering.signaling.meta.AnalyticsRequest;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpMethod;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/// Asks Meta what it charged for a month of calls (Meta reference 0.1). Once: whoever asks comes
/// again by the clock.
public final class AnalyticsClient {
  /// Meta adds up a month first, and nobody waits for it.
  private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(30);

  private static final byte[] NO_BODY = new byte[0];

  private final Context context;
  private final GraphWire wire;
  private final String waba;
  private final GraphMeter meter;
  private final LongSupplier nanoTime;

  /// Whose calls are asked for.
  ///
  /// @param waba the id of the WhatsApp Business Account
  public AnalyticsClient(
      Vertx vertx, GraphSettings settings, String waba, GraphMeter meter, LongSupplier nanoTime) {
    this.context = vertx.getOrCreateContext();
    this.wire = new GraphWire(vertx, patient(settings), nanoTime, AnalyticsAnswer.MAX_BODY_LENGTH);
    this.waba = waba;
    this.meter = meter;
    this.nanoTime = nanoTime;
  }

  private static GraphSettings patient(GraphSettings settings) {
    return new GraphSettings(
        settings.url(),
        settings.accessToken(),
        settings.connectTimeout(),
        ANSWER_TIMEOUT,
        settings.patience(),
        settings.firstPause());
  }

  /// Any thread; never blocks. The stage never fails.
  ///
  /// @param numbers of the account's channels, digits with country code
  public CompletionStage<AnalyticsAnswer> ask(YearMonth month, List<String> numbers) {
    CompletableFuture<AnalyticsAnswer> asked = new CompletableFuture<>();
    context.runOnContext(_ -> send(month, numbers, asked));
    return asked;
  }

  private void send(
      YearMonth month, List<String> numbers, CompletableFuture<AnalyticsAnswer> asked) {
    long began = nanoTime.getAsLong();
    String fields =
        URLEncoder.encode(AnalyticsRequest.fields(month, numbers), StandardCharsets.UTF_8);
    wire.send(HttpMethod.GET, "/" + waba + "?fields=" + fields, NO_BODY)
        .onComplete(result -> {
          Reply reply = result.succeeded() ? result.result() : new Reply.Unknown();
          AnalyticsAnswer answer = answer(reply, month);
          meter.attempted(
              GraphRequest.READ_ANALYTICS, outcome(reply, answer), nanoTime.getAsLong() - began);
          asked.complete(answer);
        });
  }

  private static AnalyticsAnswer answer(Reply reply, YearMonth month) {
    return switch (reply) {
      case Reply.Answered(int status, var body, _) ->
          AnalyticsAnswer.read(status, body.getBytes(), month);
      case Reply.NotSent _ -> new AnalyticsAnswer.Unreadable("no connection");
      case Reply.Unknown _ -> new AnalyticsAnswer.Unreadable("no answer");
    };
  }

  private static GraphOutcome outcome(Reply reply, AnalyticsAnswer answer) {
    return switch (answer) {
      case AnalyticsAnswer.Read _ -> GraphOutcome.SUCCEEDED;
      case AnalyticsAnswer.Refused _ -> GraphOutcome.REFUSED;
      case AnalyticsAnswer.Unreadable _ ->
          reply instanceof Reply.NotSent ? GraphOutcome.NOT_SENT : GraphOutcome.UNKNOWN;
    };
  }
}
