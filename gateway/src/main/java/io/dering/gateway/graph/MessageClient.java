package io.dering.gateway.graph;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AskId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.meta.MessageAnswer;
import io.dering.signaling.meta.MessageRequests;
import io.dering.signaling.meta.PermissionRequests;
import io.dering.signaling.permission.AskMessage;
import io.dering.signaling.room.CallButton;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// Sends a message, once: whoever asked is there and may ask again, and a second message that was
/// sent by mistake is read by a customer. Any thread; nothing blocks.
public final class MessageClient implements AutoCloseable {
  private static final int MAX_ANSWER_LENGTH = 64 << 10;

  private final HttpClient client;
  private final GraphSettings settings;
  private final GraphMeter meter;
  private final LongSupplier nanoTime;

  /// The request never left this machine.
  public static final class NotSent extends IOException {
    private static final long serialVersionUID = 1;

    NotSent(Throwable cause) {
      super("no connection to Meta", cause);
    }
  }

  public MessageClient(GraphSettings settings, GraphMeter meter, LongSupplier nanoTime) {
    this.settings = settings;
    this.meter = meter;
    this.nanoTime = nanoTime;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(settings.connectTimeout())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
  }

  /// Sends a call button (IN-14). Fails with [NotSent] when nothing was sent, and otherwise when it
  /// is not known.
  public CompletableFuture<MessageAnswer> send(ChannelId channel, Caller to, CallButton button) {
    return post(channel, MessageRequests.callButton(button, to));
  }

  /// Sends a request for call permission (PM-9). Fails in the same way.
  ///
  /// @param name comes back in Meta's reports about the message
  public CompletableFuture<MessageAnswer> ask(
      ChannelId channel, Caller to, AskMessage message, AskId name) {
    return post(channel, PermissionRequests.body(message, to, name));
  }

  private CompletableFuture<MessageAnswer> post(ChannelId channel, byte[] body) {
    long began = nanoTime.getAsLong();
    HttpRequest request =
        HttpRequest.newBuilder(
                URI.create(
                    settings.url()
                        + "/"
                        + URLEncoder.encode(channel.value(), StandardCharsets.UTF_8)
                        + "/messages"))
            .timeout(settings.patience())
            .header("Authorization", "Bearer " + settings.accessToken())
            .header("Content-Type", "application/json")
            .header("Accept", "application/json")
            .header("User-Agent", "Dering")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    return client
        .sendAsync(request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), MAX_ANSWER_LENGTH))
        .orTimeout(settings.patience().toMillis(), TimeUnit.MILLISECONDS)
        .handle(MessageClient::answer)
        .whenComplete((answer, failure) ->
            meter.attempted(
                GraphRequest.SEND_MESSAGE, outcome(answer, failure), nanoTime.getAsLong() - began));
  }

  private static GraphOutcome outcome(@Nullable MessageAnswer answer, @Nullable Throwable failure) {
    return switch (answer) {
      case MessageAnswer.Sent _ -> GraphOutcome.SUCCEEDED;
      case MessageAnswer.Refused _ -> GraphOutcome.REFUSED;
      case MessageAnswer.Unknown _ -> GraphOutcome.UNKNOWN;
      case null ->
          failure != null && failure.getCause() instanceof NotSent
              ? GraphOutcome.NOT_SENT
              : GraphOutcome.UNKNOWN;
    };
  }

  private static MessageAnswer answer(
      @Nullable HttpResponse<byte[]> response, @Nullable Throwable failure) {
    if (response != null) {
      return MessageAnswer.read(response.statusCode(), response.body());
    }
    for (Throwable each = failure; each != null; each = each.getCause()) {
      if (each instanceof ConnectException || each instanceof HttpConnectTimeoutException) {
        throw new CompletionException(new NotSent(each));
      }
    }
    throw new CompletionException("a message may have been sent", failure);
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
