package io.dering.transport.http;

import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;

/// Reads a body as the bytes that came, whatever the content type says: a signature is over the
/// bytes, and a form decoder must not touch them first. A longer body fails with 413 as soon as it
/// is known.
public final class RawBody implements Handler<RoutingContext> {
  private static final String KEY = RawBody.class.getName();

  private final int maxLength;

  private RawBody(int maxLength) {
    this.maxLength = maxLength;
  }

  /// At most so many bytes.
  public static RawBody upTo(int maxLength) {
    return new RawBody(maxLength);
  }

  /// What was read; empty when there was no body.
  public static byte[] of(RoutingContext ctx) {
    Buffer body = ctx.get(KEY);
    return body == null ? new byte[0] : body.getBytes();
  }

  @Override
  public void handle(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    if (declared(request) > maxLength) {
      ctx.fail(413);
      return;
    }
    Buffer body = Buffer.buffer();
    request
        .handler(chunk -> {
          if (body.length() + chunk.length() > maxLength) {
            request.handler(null).endHandler(null);
            ctx.fail(413);
          } else {
            body.appendBuffer(chunk);
          }
        })
        .exceptionHandler(ctx::fail)
        .endHandler(_ -> {
          ctx.put(KEY, body);
          ctx.next();
        });
  }

  /// The stated length; 0 when none is stated or it is no number (the parser has refused bad ones).
  private static long declared(HttpServerRequest request) {
    String length = request.getHeader("Content-Length");
    return length != null && length.matches("[0-9]{1,18}") ? Long.parseLong(length) : 0;
  }
}
