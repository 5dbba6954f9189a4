package io.dering.gateway.rest;

import io.dering.signaling.backend.PermissionOutcome;
import io.dering.signaling.backend.PermissionRequest;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.permission.Ask;
import io.dering.signaling.permission.AskVerdict;
import io.dering.signaling.permission.CallVerdict;
import io.dering.signaling.permission.CallingLimits;
import io.dering.signaling.permission.Grant;
import io.dering.signaling.permission.Permission;
import io.dering.signaling.permission.Verdicts;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// How a room's customer's call permission stands, in the words of `config/openapi.yaml` (PM-7).
public final class PermissionShown {
  private final Switchboards switchboards;
  private final Function<ChannelId, Optional<AskTemplate>> templates;
  private final People people;
  private final InstantSource clock;

  /// @param templates what asks outside the 24-hour window, by channel
  public PermissionShown(
      Switchboards switchboards,
      Function<ChannelId, Optional<AskTemplate>> templates,
      People people,
      InstantSource clock) {
    this.switchboards = switchboards;
    this.templates = templates;
    this.people = people;
    this.clock = clock;
  }

  /// The permission of that room's customer; fails with the switchboard.
  CompletionStage<JsonObject> of(Asked asked, RoomReader.Whole room) {
    var show =
        new PermissionRequest.ShowPermission(room.story().room().id(), RoomRoutes.actor(asked));
    return switchboards
        .ask(asked.account(), show)
        .thenApply(answer -> {
          if (answer instanceof PermissionOutcome.ThePermission stands) {
            return json(asked.account(), room, stands);
          }
          throw Refusals.misplaced(answer);
        });
  }

  boolean windowOpen(RoomReader.Whole room) {
    return room.windowOpen(clock.instant());
  }

  JsonObject json(
      AccountId account, RoomReader.Whole room, PermissionOutcome.ThePermission stands) {
    Permission permission = stands.permission();
    CallingLimits limits = stands.limits();
    Instant now = stands.now();
    boolean holds = permission.grant().holds(now);
    Grant grant = holds ? permission.grant() : new Grant.None();
    AskVerdict ask = Verdicts.mayAsk(permission, room.windowOpen(now), limits, now);
    if (ask instanceof AskVerdict.Allowed(var form)
        && form == Ask.Form.TEMPLATE
        && templates.apply(stands.room().channel()).isEmpty()) {
      ask = AskVerdict.Refused.of(AskVerdict.Why.NO_TEMPLATE);
    }
    return new JsonObject()
        .put("object", "call_permission")
        .put("room", stands.room().id().value())
        .put("state", state(grant))
        .put("expires_at", time(grant.ends().orElse(null)))
        .put("source", word(permission.held().source()))
        .put("since", time(permission.held().since()))
        .put("call", call(permission, limits, now))
        .put("request", ask(permission, ask, limits, now))
        .put("waiting", permission.waiting().map(one -> ask(account, one)).orElse(null))
        .put("limits_as_of", limits.asOf().toString());
  }

  private static JsonObject call(Permission permission, CallingLimits limits, Instant now) {
    CallVerdict verdict = Verdicts.mayCall(permission, limits, now);
    CallVerdict.@Nullable Refused refused = verdict instanceof CallVerdict.Refused no ? no : null;
    return new JsonObject()
        .put("allowed", refused == null)
        .put("reason", refused == null ? null : word(refused.why()))
        .put("next_allowed_at", time(refused == null ? null : refused.next().orElse(null)))
        .put("attempts_left", Verdicts.callsLeft(permission, limits, now))
        .put("attempts_per_day", limits.connectedCallsPerDay())
        .put("unanswered", permission.calls().unanswered())
        .put("warning", Verdicts.isWarned(permission, limits));
  }

  private static JsonObject ask(
      Permission permission, AskVerdict verdict, CallingLimits limits, Instant now) {
    return switch (verdict) {
      case AskVerdict.Allowed(var form) ->
          asked(Verdicts.asksLeft(permission, limits, now))
              .put("allowed", true)
              .put("form", word(form));
      case AskVerdict.Refused(var why, var next) ->
          asked(Verdicts.asksLeft(permission, limits, now))
              .put("reason", word(why))
              .put("next_allowed_at", time(next.orElse(null)));
    };
  }

  private static JsonObject asked(int left) {
    return new JsonObject()
        .put("allowed", false)
        .putNull("form")
        .putNull("reason")
        .putNull("next_allowed_at")
        .put("left", left);
  }

  private JsonObject ask(AccountId account, Ask ask) {
    return new JsonObject()
        .put("id", ask.id().value())
        .put("message", ask.message() == null ? null : ask.message().value())
        .put("state", word(ask.state()))
        .put("form", word(ask.form()))
        .put("caption", ask.caption())
        .put("by", agent(account, ask.by()))
        .put("asked_at", time(ask.at()))
        .put("ends_at", time(ask.endsAt()));
  }

  private @Nullable JsonObject agent(AccountId account, @Nullable AgentId id) {
    if (id == null) {
      return null;
    }
    String name = people.find(account, id).map(known -> known.name()).orElse(id.value());
    return new JsonObject().put("id", id.value()).put("name", name);
  }

  private static String state(Grant grant) {
    return switch (grant) {
      case Grant.None _ -> "none";
      case Grant.Temporary _ -> "temporary";
      case Grant.Permanent _ -> "permanent";
    };
  }

  static @Nullable String time(@Nullable Instant instant) {
    return instant == null ? null : instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
