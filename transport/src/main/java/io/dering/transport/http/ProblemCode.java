package io.dering.transport.http;

import java.util.Locale;

/// Every kind of error that this server answers. The names are a promise to clients: one may be
/// added, none is ever renamed. `docs/api.md` lists them and a test compares.
public enum ProblemCode {
  MALFORMED(400, "The request cannot be read"),
  INVALID_PARAMETER(400, "A parameter is missing or wrong"),
  UNKNOWN_PARAMETER(400, "The request has a parameter that does not exist"),
  UNAUTHORIZED(401, "The request carries no valid credentials"),
  FORBIDDEN(403, "The caller may not do this"),
  NOT_FOUND(404, "There is nothing at this address"),
  METHOD_NOT_ALLOWED(405, "This address does not know this method"),
  NOT_ACCEPTABLE(406, "No representation fits the Accept header"),
  TIMED_OUT(408, "The request took too long"),
  CONFLICT(409, "This contradicts what is there"),
  LIMIT_REACHED(409, "There are as many of these as there may be"),
  META_REFUSED(409, "Meta does not do this"),
  CALL_NOT_PLACED(409, "The customer cannot be called now"),
  IDEMPOTENCY_IN_FLIGHT(409, "A request with this idempotency key is being worked on"),
  IDEMPOTENCY_INTERRUPTED(409, "What became of the request with this idempotency key is unknown"),
  BODY_TOO_LARGE(413, "The request body is too large"),
  ADDRESS_TOO_LONG(414, "The request line is too long"),
  UNSUPPORTED_MEDIA_TYPE(415, "The request body has a type that is not understood here"),
  IDEMPOTENCY_KEY_REUSED(422, "The idempotency key was used for another request"),
  UPGRADE_REQUIRED(426, "This address speaks WebSocket only"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  HEADERS_TOO_LARGE(431, "The request headers are too large"),
  INTERNAL(500, "The server failed"),
  UNAVAILABLE(503, "The server cannot do this now");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /// HTTP status.
  public int status() {
    return status;
  }

  /// Stable name in snake case.
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// One sentence for every problem of this kind.
  public String title() {
    return title;
  }

  /// The kind that a bare status means; statuses we do not know count as 400 or 500.
  public static ProblemCode ofStatus(int status) {
    for (ProblemCode code : values()) {
      if (code.status == status) {
        return code;
      }
    }
    return status < 500 ? MALFORMED : INTERNAL;
  }
}
