package io.dering.gateway.rest;

import io.dering.media.doctor.Cause;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.Explanation;
import io.dering.signaling.activity.RoomMessage;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.PhoneNumber;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Calls as JSON, in the words of `config/openapi.yaml`. Every field of the contract is always
/// there; what does not apply is null.
final class CallJson {
  private final People people;
  private final AccountId account;
  private final boolean masked;

  CallJson(People people, AccountId account) {
    this(people, account, false);
  }

  /// In the words for whoever asks: agents may be shown masked numbers (RM-8).
  static CallJson of(People people, Asked asked) {
    boolean masked = asked.ownAgent() != null && people.masksContacts(asked.account());
    return new CallJson(people, asked.account(), masked);
  }

  /// @param masked whether numbers are shown in part only (RM-8)
  CallJson(People people, AccountId account, boolean masked) {
    this.people = people;
    this.account = account;
    this.masked = masked;
  }

  JsonObject page(CallReader.Page page) {
    var data = new JsonArray();
    page.calls().forEach(call -> data.add(call(call)));
    return new JsonObject().put("object", "list").put("data", data).put("has_more", page.hasMore());
  }

  JsonObject story(CallReader.Story story) {
    var events = new JsonArray();
    story.events().forEach(event -> events.add(event(event)));
    var voicemails = new JsonArray();
    story.voicemails().forEach(voicemail -> voicemails.add(voicemail(voicemail)));
    return call(story.call())
        .put("events", events)
        .put("voicemails", voicemails)
        .put("diagnosis", diagnosis(story.cause()));
  }

  private static @Nullable JsonObject diagnosis(@Nullable Cause cause) {
    return cause == null
        ? null
        : new JsonObject()
            .put("cause", word(cause))
            .put("sentence", cause.sentence())
            .put("mend", cause.mend());
  }

  private static JsonObject voicemail(CallReader.Voicemail voicemail) {
    return new JsonObject()
        .put("room", voicemail.room().value())
        .put("message", voicemail.message().value())
        .put("sent_at", time(voicemail.sentAt()))
        .put("media", media(voicemail.media()));
  }

  static @Nullable JsonObject media(RoomMessage.@Nullable Media media) {
    return media == null
        ? null
        : new JsonObject()
            .put("id", media.id())
            .put("state", word(media.state()))
            .put("type", media.type())
            .put("size_bytes", media.sizeBytes())
            .put("failure", media.failure());
  }

  /// Who was considered, what was found, and why the call ended.
  JsonObject explanation(CallReader.Story story) {
    List<AgentId> everybody = people.of(account).stream().map(Agent::id).toList();
    Explanation explanation = Explanation.of(story.events(), everybody);
    var routed = new JsonArray();
    explanation
        .routed()
        .forEach(way ->
            routed.add(
                new JsonObject()
                    .put("at", time(way.at()))
                    .put("way", way.way())
                    .put("ring_group", way.group())));
    var agents = new JsonArray();
    explanation.agents().forEach(seen -> agents.add(seen(seen)));
    CallView call = story.call();
    return new JsonObject()
        .put("object", "call_explanation")
        .put("call", call.id().value())
        .put("state", word(call.state()))
        .put("routed", routed)
        .put("agents", agents)
        .put("end", end(call.end()));
  }

  private JsonObject seen(Explanation.Seen seen) {
    var findings = new JsonArray();
    for (Explanation.Found found : seen.findings()) {
      findings.add(
          new JsonObject()
              .put("at", time(found.at()))
              .put("found", found.finding().word())
              .put("for_ms", found.finding().time().map(Duration::toMillis).orElse(null)));
    }
    return new JsonObject().put("agent", agent(seen.agent())).put("findings", findings);
  }

  private static @Nullable JsonObject end(CallView.@Nullable End end) {
    return end == null
        ? null
        : new JsonObject()
            .put("at", time(end.at()))
            .put("status", word(end.status()))
            .put("reason", word(end.reason()))
            .put("ended_by", word(end.reason().endedBy()))
            .put("meta_error_code", end.metaErrorCode())
            .put("meta_error_subcode", end.metaErrorSubcode());
  }

  JsonObject call(CallView call) {
    CallView.End end = call.end();
    return new JsonObject()
        .put("object", "call")
        .put("id", call.id().value())
        .put("channel", call.channel().value())
        .put("direction", word(call.direction()))
        .put("state", word(call.state()))
        .put("customer", customer(call.customer()))
        .put("button_payload", call.payloads().button())
        .put("link_payload", call.payloads().link())
        .put("agent", agent(call.agent()))
        .put("started_at", time(call.startedAt()))
        .put("connected_at", time(call.connectedAt()))
        .put("ended_at", end == null ? null : time(end.at()))
        .put("status", end == null ? null : word(end.status()))
        .put("reason", end == null ? null : word(end.reason()))
        .put("ended_by", end == null ? null : word(end.reason().endedBy()))
        .put("ring_ms", end == null ? null : end.ringMs())
        .put("talk_ms", end == null ? null : end.talkMs())
        .put("charge_minor", end == null ? null : end.chargeMinor())
        .put("quality", call.quality())
        .put("meta_error_code", end == null ? null : end.metaErrorCode())
        .put("meta_error_subcode", end == null ? null : end.metaErrorSubcode());
  }

  private JsonObject event(CallRecord.CallEvent event) {
    return new JsonObject()
        .put("sequence", event.sequence())
        .put("at", time(event.at()))
        .put("kind", word(event.kind()))
        .put("agent", agent(event.agent()))
        .put("detail", event.detail());
  }

  private JsonObject customer(Caller customer) {
    return new JsonObject()
        .put("name", customer.name())
        .put("number", number(customer.phone(), masked))
        .put("user_id", customer.userId());
  }

  static @Nullable String number(@Nullable PhoneNumber phone, boolean masked) {
    if (phone == null) {
      return null;
    }
    return masked ? phone.masked() : phone.value();
  }

  private @Nullable JsonObject agent(@Nullable AgentId id) {
    if (id == null) {
      return null;
    }
    String name = people.find(account, id).map(known -> known.name()).orElse(id.value());
    return new JsonObject().put("id", id.value()).put("name", name);
  }

  private static @Nullable String time(@Nullable Instant instant) {
    return Times.write(instant);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
