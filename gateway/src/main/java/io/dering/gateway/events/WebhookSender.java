package io.dering.gateway.events;

import io.dering.transport.http.HttpClients;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// Sends one event to one address: no redirects, and of the answer only the status counts. Any
/// thread.
public final class WebhookSender implements AutoCloseable {
  private static final int CONNECT_TIMEOUT_MS = 5_000;

  /// Longer waits for slower receivers and holds up the ones behind; the convention says 15 to 30
  /// s.
  private static final long ANSWER_TIMEOUT_MS = 15_000;

  private static final int MOST_AT_ONCE = 10_000;

  private final HttpClient client;

  /// What came back.
  public sealed interface Answer {
    record Status(int code) implements Answer {}

    /// @param failure a stable code: `no_connection` or `no_answer`
    record None(String failure) implements Answer {}
  }

  public WebhookSender(Vertx vertx) {
    client =
        HttpClients.create(
            vertx,
            new HttpClientOptions()
                .setConnectTimeout(CONNECT_TIMEOUT_MS)
                // A connection is to one address that was looked at: it is not kept for another
                // time.
                .setKeepAlive(false)
                .setVerifyHost(true)
                .setDecompressionSupported(false),
            // Each courier sends one at a time, so that they bound it themselves; a smaller pool
            // would
            // let endpoints on one host wait for each other.
            new PoolOptions().setHttp1MaxSize(MOST_AT_ONCE));
  }

  /// Never fails.
  public CompletableFuture<Answer> send(
      WebhookTarget.Found.Address to, WebhookSignature signature, StoredEvent event, Instant now) {
    byte[] body = event.json().encode().getBytes(StandardCharsets.UTF_8);
    long timestampS = now.getEpochSecond();
    URI url = to.url();
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    RequestOptions options =
        new RequestOptions()
            .setMethod(HttpMethod.POST)
            .setServer(SocketAddress.inetSocketAddress(to.port(), to.address().getHostAddress()))
            .setHost(url.getHost())
            .setPort(to.port())
            .setSsl(to.tls())
            .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
            .setFollowRedirects(false)
            .setConnectTimeout(CONNECT_TIMEOUT_MS)
            .putHeader("Content-Type", "application/json")
            .putHeader("User-Agent", "Dering")
            .putHeader("webhook-id", event.id())
            .putHeader("webhook-timestamp", Long.toString(timestampS))
            .putHeader("webhook-signature", signature.sign(event.id(), timestampS, body));
    CompletableFuture<Answer> answer = new CompletableFuture<>();
    client
        .request(options)
        .onFailure(_ -> answer.complete(new Answer.None("no_connection")))
        .onSuccess(request -> {
          var _ =
              answer.whenComplete((got, _) -> {
                if (!(got instanceof Answer.Status)) {
                  request.reset();
                }
              });
          request
              .send(Buffer.buffer(body))
              .onFailure(_ -> answer.complete(new Answer.None("no_answer")))
              .onSuccess(response -> answer.complete(status(response)));
        });
    return answer.completeOnTimeout(
        new Answer.None("no_answer"), ANSWER_TIMEOUT_MS, TimeUnit.MILLISECONDS);
  }

  /// What it says besides is nobody's business and may be long: the connection ends here.
  private static Answer status(HttpClientResponse response) {
    int code = response.statusCode();
    response.request().connection().close();
    return new Answer.Status(code);
  }

  @Override
  public void close() {
    client.close();
  }
}
