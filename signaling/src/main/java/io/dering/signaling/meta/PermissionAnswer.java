package io.dering.signaling.meta;

import io.dering.signaling.call.MetaError;
import io.dering.signaling.json.Json;
import io.dering.signaling.json.JsonReader;
import io.dering.signaling.json.JsonResult;
import io.dering.signaling.permission.MetaPermission;
import io.dering.signaling.permission.MetaPermission.Action;
import io.dering.signaling.permission.MetaPermission.Limit;
import io.dering.signaling.permission.MetaPermission.Status;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Meta's answer to `GET /{phone-number-id}/call_permissions` (Meta reference 3.4).
public sealed interface PermissionAnswer {
  record Read(MetaPermission permission) implements PermissionAnswer {}

  record Refused(MetaError error) implements PermissionAnswer {}

  /// Neither: a proxy's page, or a status that is not known.
  record Unreadable() implements PermissionAnswer {}

  /// More limits or actions are not Meta's.
  int MAX_ELEMENTS = 16;

  /// Reads an answer. Never throws.
  static PermissionAnswer read(int status, byte[] body) {
    if (GraphResponses.read(status, body) instanceof GraphResult.Refused(var error)) {
      return new Refused(error);
    }
    if (status / 100 != 2
        || body.length > GraphResponses.MAX_BODY_LENGTH
        || !(new JsonReader(20, GraphResponses.MAX_BODY_LENGTH).read(body)
            instanceof JsonResult.Parsed(Json.Obj root))) {
      return new Unreadable();
    }
    Json.Obj permission = root.object("permission").orElse(Json.Obj.EMPTY);
    Optional<Status> known = status(permission);
    if (known.isEmpty()) {
      return new Unreadable();
    }
    // The table of Meta's page has one name, its sample the other.
    Optional<Instant> until =
        CallElements.time(permission, "expiration_time")
            .or(() -> CallElements.time(permission, "expiration"));
    return new Read(
        new MetaPermission(
            known.get(),
            known.get() == Status.TEMPORARY ? until : Optional.empty(),
            action(root, "start_call", known.get() != Status.NONE),
            action(root, "send_call_permission_request", known.get() != Status.PERMANENT)));
  }

  private static Optional<Status> status(Json.Obj permission) {
    return switch (permission.text("status").orElse("").toLowerCase(Locale.ROOT)) {
      case "no_permission" -> Optional.of(Status.NONE);
      case "temporary" -> Optional.of(Status.TEMPORARY);
      case "permanent" -> Optional.of(Status.PERMANENT);
      default -> Optional.empty();
    };
  }

  /// An action that Meta does not name is allowed as far as the status says.
  private static Action action(Json.Obj root, String name, boolean otherwise) {
    return root.objects("actions").stream()
        .limit(MAX_ELEMENTS)
        .filter(action -> action.text("action_name").filter(name::equals).isPresent())
        .findFirst()
        .map(action -> new Action(allowed(action, otherwise), limits(action)))
        .orElseGet(() -> new Action(otherwise, List.of()));
  }

  private static boolean allowed(Json.Obj action, boolean otherwise) {
    return action.fields().get("can_perform_action") instanceof Json.Bool(boolean yes)
        ? yes
        : otherwise;
  }

  private static List<Limit> limits(Json.Obj action) {
    return action.objects("limits").stream()
        .limit(MAX_ELEMENTS)
        .flatMap(limit -> limit(limit).stream())
        .toList();
  }

  private static Optional<Limit> limit(Json.Obj limit) {
    Optional<Duration> period = limit.text("time_period").flatMap(PermissionAnswer::period);
    Optional<Integer> most = small(limit, "max_allowed");
    Optional<Integer> used = small(limit, "current_usage");
    return period.isEmpty() || most.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Limit(
                period.get(),
                most.get(),
                used.orElse(0),
                CallElements.time(limit, "limit_expiration_time")));
  }

  private static Optional<Duration> period(String text) {
    try {
      return Optional.of(Duration.parse(text)).filter(Duration::isPositive);
    } catch (DateTimeException _) {
      return Optional.empty();
    }
  }

  private static Optional<Integer> small(Json.Obj limit, String name) {
    return limit.whole(name).filter(n -> n <= Integer.MAX_VALUE).map(Long::intValue);
  }
}
