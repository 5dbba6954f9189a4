package io.dering.gateway.graph;

import io.dering.signaling.meta.GraphRequests;
import io.dering.signaling.meta.GraphResponses;
import io.dering.signaling.switchboard.Command;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// One POST to Meta, with every way it can end turned into an [Attempt]. The futures never fail.
final class GraphWire {
  /// An answer of Meta's is a few hundred bytes.
  private static final int MAX_ANSWER_LENGTH = 64 << 10;

  /// Shorter than any server's own idle limit, so that a request rarely meets a connection that is
  /// just being closed, which would leave its outcome unknown.
  private static final int KEEP_ALIVE_S = 20;

  private static final int CONNECTIONS = 64;
  private static final int WAITING_FOR_CONNECTION = 2_000;
  private static final long LONGEST_RETRY_AFTER_S = 60;

  private final Vertx vertx;
  private final GraphSettings settings;
  private final HttpClient client;

  GraphWire(Vertx vertx, GraphSettings settings) {
    this.vertx = vertx;
    this.settings = settings;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions()
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setSslHandshakeTimeout(settings.connectTimeout().toSeconds() + 1)
                .setKeepAliveTimeout(KEEP_ALIVE_S)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setVerifyHost(true)
                .setDecompressionSupported(false),
            new PoolOptions()
                .setHttp1MaxSize(CONNECTIONS)
                .setMaxWaitQueueSize(WAITING_FOR_CONNECTION));
  }

  Future<Attempt> post(Command.ForGraph command) {
    Promise<Attempt> promise = Promise.promise();
    client
        .request(options(command))
        .onComplete(connected -> {
          if (connected.failed()) {
            promise.tryComplete(Attempt.notSent());
          } else {
            send(connected.result(), Buffer.buffer(GraphRequests.body(command)), promise);
          }
        });
    return promise.future();
  }

  private RequestOptions options(Command.ForGraph command) {
    URI url = settings.url();
    String channel = URLEncoder.encode(command.channel().value(), StandardCharsets.UTF_8);
    boolean tls = "https".equals(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
    return new RequestOptions()
        .setMethod(HttpMethod.POST)
        .setHost(url.getHost())
        .setPort(port)
        .setSsl(tls)
        .setURI(url.getRawPath() + "/" + channel + "/calls")
        .setFollowRedirects(false)
        .setConnectTimeout(settings.connectTimeout().toMillis())
        .putHeader("Authorization", "Bearer " + settings.accessToken())
        .putHeader("Content-Type", "application/json")
        .putHeader("Accept", "application/json")
        .putHeader("User-Agent", "Dering");
  }

  private void send(HttpClientRequest request, Buffer body, Promise<Attempt> promise) {
    long timer =
        vertx.setTimer(
            settings.answerTimeout().toMillis(),
            _ -> {
              promise.tryComplete(Attempt.unknown());
              request.reset();
            });
    promise.future().onComplete(_ -> vertx.cancelTimer(timer));
    request.exceptionHandler(_ -> promise.tryComplete(Attempt.unknown()));
    request
        .send(body)
        .onComplete(answered -> {
          if (answered.failed()) {
            promise.tryComplete(Attempt.unknown());
          } else {
            read(request, answered.result(), promise);
          }
        });
  }

  private static void read(
      HttpClientRequest request, HttpClientResponse response, Promise<Attempt> promise) {
    Buffer body = Buffer.buffer();
    response.exceptionHandler(_ -> promise.tryComplete(Attempt.unknown()));
    response.handler(chunk -> {
      if (body.length() + chunk.length() > MAX_ANSWER_LENGTH) {
        promise.tryComplete(Attempt.unknown());
        request.reset();
      } else {
        body.appendBuffer(chunk);
      }
    });
    response.endHandler(_ ->
        promise.tryComplete(
            Attempt.answered(
                response.statusCode(),
                GraphResponses.read(response.statusCode(), body.getBytes()),
                retryAfterMs(response.getHeader("Retry-After")))));
  }

  /// RFC 9110 §10.2.3 in its seconds form; a date is ignored.
  private static long retryAfterMs(@Nullable String header) {
    if (header == null || !header.matches("[0-9]{1,4}")) {
      return 0;
    }
    return Math.min(Long.parseLong(header), LONGEST_RETRY_AFTER_S) * 1_000;
  }
}
