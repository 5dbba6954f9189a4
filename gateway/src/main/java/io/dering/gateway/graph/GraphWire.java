package io.dering.gateway.graph;

import io.dering.signaling.id.ChannelId;
import io.dering.signaling.meta.GraphRequests;
import io.dering.signaling.meta.GraphResponses;
import io.dering.signaling.switchboard.Command;
import io.dering.transport.http.HttpClients;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// One request to Meta, with every way it can end turned into a [Reply]. The futures never fail.
final class GraphWire {
  /// An answer of Meta's is a few hundred bytes, unless it is a list of figures.
  private static final int MAX_ANSWER_LENGTH = 64 << 10;

  private static final int CONNECTIONS = 64;
  private static final int WAITING_FOR_CONNECTION = 2_000;
  private static final long LONGEST_RETRY_AFTER_S = 60;

  private final Vertx vertx;
  private final GraphSettings settings;
  private final int maxAnswerLength;
  private final HttpClient client;
  private final KeptConnections kept;

  GraphWire(Vertx vertx, GraphSettings settings, LongSupplier nanoTime) {
    this(vertx, settings, nanoTime, MAX_ANSWER_LENGTH);
  }

  GraphWire(Vertx vertx, GraphSettings settings, LongSupplier nanoTime, int maxAnswerLength) {
    this.kept = new KeptConnections(nanoTime);
    this.vertx = vertx;
    this.settings = settings;
    this.maxAnswerLength = maxAnswerLength;
    this.client =
        HttpClients.create(
            vertx,
            new HttpClientOptions()
                .setConnectTimeout((int) settings.connectTimeout().toMillis())
                .setSslHandshakeTimeout(settings.connectTimeout().toSeconds() + 1)
                .setKeepAliveTimeout(KeptConnections.LONGEST_IDLE_S)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setVerifyHost(true)
                .setDecompressionSupported(false),
            new PoolOptions()
                .setHttp1MaxSize(CONNECTIONS)
                .setMaxWaitQueueSize(WAITING_FOR_CONNECTION));
  }

  Future<Attempt> post(Command.ForGraph command) {
    byte[] body = GraphRequests.body(command);
    return send(HttpMethod.POST, path(command.channel(), "calls"), body).map(GraphWire::attempt);
  }

  private static Attempt attempt(Reply reply) {
    return switch (reply) {
      case Reply.NotSent _ -> Attempt.notSent();
      case Reply.Unknown _ -> Attempt.unknown();
      case Reply.Answered(int status, Buffer body, long retryAfterMs) ->
          Attempt.answered(status, GraphResponses.read(status, body.getBytes()), retryAfterMs);
    };
  }

  /// The path of something of a number's.
  static String path(ChannelId channel, String edge) {
    return "/" + URLEncoder.encode(channel.value(), StandardCharsets.UTF_8) + "/" + edge;
  }

  /// @param body JSON; empty for a request without one
  Future<Reply> send(HttpMethod method, String path, byte[] body) {
    Promise<Reply> promise = Promise.promise();
    send(options(method, path), Buffer.buffer(body), promise);
    return promise.future();
  }

  /// On the first connection that is new or was in use a moment ago.
  private void send(RequestOptions options, Buffer body, Promise<Reply> promise) {
    client
        .request(options)
        .onComplete(connected -> {
          if (connected.failed()) {
            promise.tryComplete(new Reply.NotSent());
            return;
          }
          HttpClientRequest request = connected.result();
          HttpConnection connection = request.connection();
          if (kept.stale(connection)) {
            request.exceptionHandler(_ -> {});
            connection.close().onComplete(_ -> send(options, body, promise));
          } else {
            send(request, body, promise);
          }
        });
  }

  private RequestOptions options(HttpMethod method, String path) {
    URI url = settings.url();
    boolean tls = "https".equals(url.getScheme());
    int port = url.getPort() >= 0 ? url.getPort() : tls ? 443 : 80;
    return new RequestOptions()
        .setMethod(method)
        .setHost(url.getHost())
        .setPort(port)
        .setSsl(tls)
        .setURI(url.getRawPath() + path)
        .setFollowRedirects(false)
        .setConnectTimeout(settings.connectTimeout().toMillis())
        .putHeader("Authorization", "Bearer " + settings.accessToken())
        .putHeader("Content-Type", "application/json")
        .putHeader("Accept", "application/json")
        .putHeader("User-Agent", "Dering");
  }

  private void send(HttpClientRequest request, Buffer body, Promise<Reply> promise) {
    long timer =
        vertx.setTimer(
            settings.answerTimeout().toMillis(),
            _ -> {
              promise.tryComplete(new Reply.Unknown());
              request.reset();
            });
    promise.future().onComplete(_ -> vertx.cancelTimer(timer));
    request.exceptionHandler(
        cause -> promise.tryComplete(withoutAnswer(request.connection(), cause)));
    request
        .send(body)
        .onComplete(answered -> {
          if (answered.failed()) {
            promise.tryComplete(withoutAnswer(request.connection(), answered.cause()));
          } else {
            read(request, answered.result(), promise);
          }
        });
  }

  /// As a rule the other side closed a kept connection while the request was under way, and never
  /// saw it. Certain it is not.
  private Reply withoutAnswer(HttpConnection connection, Throwable cause) {
    if (cause instanceof HttpClosedException || cause instanceof IOException) {
      kept.dropped(connection);
    }
    return new Reply.Unknown();
  }

  private void read(
      HttpClientRequest request, HttpClientResponse response, Promise<Reply> promise) {
    Buffer body = Buffer.buffer();
    response.exceptionHandler(_ -> promise.tryComplete(new Reply.Unknown()));
    response.handler(chunk -> {
      if (body.length() + chunk.length() > maxAnswerLength) {
        promise.tryComplete(new Reply.Unknown());
        request.reset();
      } else {
        body.appendBuffer(chunk);
      }
    });
    response.endHandler(_ -> {
      kept.answered(request.connection());
      promise.tryComplete(
          new Reply.Answered(
              response.statusCode(), body, retryAfterMs(response.getHeader("Retry-After"))));
    });
  }

  /// RFC 9110 §10.2.3 in its seconds form; a date is ignored.
  private static long retryAfterMs(@Nullable String header) {
    if (header == null || !header.matches("[0-9]{1,4}")) {
      return 0;
    }
    return Math.min(Long.parseLong(header), LONGEST_RETRY_AFTER_S) * 1_000;
  }
}
