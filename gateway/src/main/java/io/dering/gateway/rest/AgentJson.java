package io.dering.gateway.rest;

import io.dering.signaling.activity.AgentRecord;
import io.dering.signaling.agent.Device;
import io.dering.signaling.agent.Page;
import io.dering.signaling.agent.Readiness;
import io.dering.signaling.backend.AgentAnswer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Agents as JSON, in the words of `config/openapi.yaml`. Every field of the contract is always
/// there; what does not apply is null.
final class AgentJson {
  /// Before the number of an entry of the log history.
  static final String EVENT_PREFIX = "agev_";

  private AgentJson() {}

  static JsonObject agents(List<AgentAnswer.Seen> agents) {
    var data = new JsonArray();
    agents.forEach(agent -> data.add(agent(agent)));
    return list(data, false);
  }

  static JsonObject history(AgentReader.History history) {
    var data = new JsonArray();
    history.entries().forEach(entry -> data.add(entry(entry)));
    return list(data, history.hasMore());
  }

  private static JsonObject agent(AgentAnswer.Seen seen) {
    var pages = new JsonArray();
    seen.pages().forEach(page -> pages.add(page(page)));
    return new JsonObject()
        .put("object", "agent")
        .put("id", seen.agent().id().value())
        .put("name", seen.agent().name())
        .put("role", word(seen.agent().role()))
        .put("presence", seen.presence().wire())
        .put("since", time(seen.since()))
        .put("wrap_up_until", time(seen.wrapUpUntil()))
        .put("reachable", seen.reachable())
        .put("unreachable_since", time(seen.silentSince()))
        .put("call", seen.call().map(call -> call.value()).orElse(null))
        .put("ringing", seen.ringing())
        .put("rooms", seen.rooms())
        .put("disabled", seen.disabled())
        .put("pages", pages);
  }

  private static JsonObject page(Page page) {
    return new JsonObject()
        .put("device", device(page.device()))
        .put("reachable", page.silentSince().isEmpty())
        .put("unreachable_since", time(page.silentSince()))
        .put("leg_up", page.legUp())
        .put("ready", page.readiness().map(AgentJson::ready).orElse(null));
  }

  private static JsonObject ready(Readiness readiness) {
    return new JsonObject()
        .put("microphone", readiness.microphone().wire())
        .put("speaker", readiness.speaker().wire())
        .put("sound", readiness.sound().wire())
        .put("notifications", readiness.notifications().wire());
  }

  private static JsonObject entry(AgentReader.Entry entry) {
    AgentRecord written = entry.record();
    Duration after = written.after();
    return new JsonObject()
        .put("object", "agent_event")
        .put("id", EVENT_PREFIX + entry.number())
        .put("at", time(Optional.of(written.at())))
        .put("kind", word(written.kind()))
        .put("device", device(written.device()))
        .put("after_ms", after == null ? null : after.toMillis());
  }

  private static JsonObject device(Device device) {
    return new JsonObject().put("browser", device.browser()).put("platform", device.platform());
  }

  private static JsonObject list(JsonArray data, boolean hasMore) {
    return new JsonObject().put("object", "list").put("data", data).put("has_more", hasMore);
  }

  private static @Nullable String time(Optional<Instant> instant) {
    return instant.map(at -> at.truncatedTo(ChronoUnit.MILLIS).toString()).orElse(null);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
