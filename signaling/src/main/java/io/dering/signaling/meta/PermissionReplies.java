package io.dering.signaling.meta;

import io.dering.signaling.json.Json;
import io.dering.signaling.permission.PermissionReply;
import io.dering.signaling.permission.PermissionReply.Response;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/// Reads `call_permission_reply` (Meta reference 3.3). One that is empty, or says what is not
/// known, is unreadable: then Meta must be asked.
final class PermissionReplies {
  private PermissionReplies() {}

  /// Whether Meta said it and not the customer.
  static boolean isAutomatic(Json.Obj reply) {
    return reply.text("response_source").filter("automatic"::equalsIgnoreCase).isPresent();
  }

  static PermissionReply read(Json.Obj reply) {
    boolean permanent =
        reply.fields().get("is_permanent") instanceof Json.Bool(boolean yes)
            ? yes
            : reply.text("is_permanent").filter("true"::equalsIgnoreCase).isPresent();
    Optional<Instant> until = CallElements.time(reply, "expiration_timestamp");
    return new PermissionReply(response(reply), permanent, until.orElse(null), isAutomatic(reply));
  }

  private static Response response(Json.Obj reply) {
    return switch (reply.text("response").orElse("").toLowerCase(Locale.ROOT)) {
      case "accept" -> Response.ACCEPT;
      case "reject" -> Response.REJECT;
      default -> Response.UNREADABLE;
    };
  }
}
