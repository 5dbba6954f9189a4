package io.dering.gateway.rest;

import io.dering.signaling.permission.CallingLimits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.function.Supplier;

/// The figures of calling out, with the day from which they are (OUT-3, OUT-4, PM-2 to PM-4).
public final class LimitRoutes implements Resource {
  private final Supplier<CallingLimits> limits;

  public LimitRoutes(Supplier<CallingLimits> limits) {
    this.limits = limits;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("getCallingLimits", _ -> Reply.ok(json(limits.get())).now());
  }

  private static JsonObject json(CallingLimits limits) {
    return new JsonObject()
        .put("object", "calling_limits")
        .put("as_of", limits.asOf().toString())
        .put("connected_calls_per_day", limits.connectedCallsPerDay())
        .put("warn_after_unanswered", limits.warnAfter())
        .put("revoke_after_unanswered", limits.revokeAfter())
        .put("ringing_s", limits.ringing().toSeconds())
        .put("requests_per_day", limits.asksPerDay())
        .put("requests_per_week", limits.asksPerWeek())
        .put("request_lifetime_h", limits.askLifetime().toHours())
        .put("temporary_permission_h", limits.temporaryGrant().toHours())
        .put(
            "barred_countries", new JsonArray(limits.barredCountries().stream().sorted().toList()));
  }
}
