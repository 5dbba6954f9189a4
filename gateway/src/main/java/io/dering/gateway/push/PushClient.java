package io.dering.gateway.push;

import io.dering.gateway.events.WebhookTarget;
import io.dering.signaling.agent.PushDevice;
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
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// One request to a push service: no redirects, and of the answer only the status counts.
final class PushClient implements AutoCloseable {
  /// A push that is not taken by then is of little use; less gives up on slow services.
  private static final int CONNECT_TIMEOUT_MS = 3_000;

  private static final long ANSWER_TIMEOUT_MS = 5_000;

  private final HttpClient client;
  private final WebhookTarget target;
  private final VapidToken token;
  private final PushCipher cipher;
  private final InstantSource clock;

  /// Where the client's time and randomness come from.
  record Sources(InstantSource clock, SecureRandom random) {}

  PushClient(Vertx vertx, WebhookTarget target, VapidToken token, int mostAtOnce, Sources sources) {
    this.target = target;
    this.token = token;
    this.cipher = new PushCipher(sources.random());
    this.clock = sources.clock();
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
            new PoolOptions().setHttp1MaxSize(mostAtOnce));
  }

  /// Blocks the calling thread, which is a virtual one. Never fails.
  PushOutcome send(PushDevice device, PushMessage message) {
    Optional<BrowserKeys> keys = BrowserKeys.of(device);
    return switch (target.find(device.endpoint())) {
      case WebhookTarget.Found.Address to when keys.isPresent() ->
          request(to, message, cipher.encrypt(message.bytes(), keys.get())).join();
      case WebhookTarget.Found.Address _, WebhookTarget.Found.Refused _ -> PushOutcome.BAD_ADDRESS;
    };
  }

  private CompletableFuture<PushOutcome> request(
      WebhookTarget.Found.Address to, PushMessage message, byte[] body) {
    CompletableFuture<PushOutcome> outcome = new CompletableFuture<>();
    client
        .request(options(to, message))
        .onFailure(_ -> outcome.complete(PushOutcome.NO_ANSWER))
        .onSuccess(request -> {
          var _ =
              outcome.whenComplete((got, _) -> {
                if (got == PushOutcome.NO_ANSWER) {
                  request.reset();
                }
              });
          request
              .send(Buffer.buffer(body))
              .onFailure(_ -> outcome.complete(PushOutcome.NO_ANSWER))
              .onSuccess(response -> outcome.complete(read(response)));
        });
    return outcome.completeOnTimeout(
        PushOutcome.NO_ANSWER, ANSWER_TIMEOUT_MS, TimeUnit.MILLISECONDS);
  }

  private RequestOptions options(WebhookTarget.Found.Address to, PushMessage message) {
    URI url = to.url();
    String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setServer(SocketAddress.inetSocketAddress(to.port(), to.address().getHostAddress()))
        .setHost(url.getHost())
        .setPort(to.port())
        .setSsl(to.tls())
        .setURI(url.getRawQuery() == null ? path : path + "?" + url.getRawQuery())
        .setFollowRedirects(false)
        .setConnectTimeout(CONNECT_TIMEOUT_MS)
        .putHeader("Authorization", token.authorization(url, clock.instant()))
        .putHeader("Content-Type", "application/octet-stream")
        .putHeader("Content-Encoding", "aes128gcm")
        .putHeader("TTL", Long.toString(message.ttl().toSeconds()))
        .putHeader("Topic", message.topic())
        .putHeader("Urgency", "high")
        .putHeader("User-Agent", "Dering");
  }

  /// What it says besides is nobody's business and may be long: the connection ends here.
  private static PushOutcome read(HttpClientResponse response) {
    int status = response.statusCode();
    response.request().connection().close();
    if (status >= 200 && status < 300) {
      return PushOutcome.SENT;
    }
    return switch (status) {
      case 404, 410 -> PushOutcome.GONE;
      // Too many requests and the service's own troubles pass: as if it had not answered.
      case 429, 500, 502, 503, 504 -> PushOutcome.NO_ANSWER;
      default -> PushOutcome.REFUSED;
    };
  }

  @Override
  public void close() {
    client.close();
  }
}
