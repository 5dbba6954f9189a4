package io.dering.sandbox.numbers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The `calling` settings of one number, changed as Meta changes them: only the given fields,
/// except `call_hours`, which is replaced whole, so that holidays that are left out are deleted.
public final class CallSettings {
  private static final Set<String> FIELDS =
      Set.of(
          "status",
          "call_icon_visibility",
          "call_icons",
          "call_hours",
          "callback_permission_status",
          "sip",
          "srtp_key_exchange_protocol",
          "audio",
          "voicemail",
          "video");

  /// Those of which a change has a webhook.
  private static final Set<String> TOLD =
      Set.of(
          "status",
          "call_icon_visibility",
          "callback_permission_status",
          "sip",
          "srtp_key_exchange_protocol");

  private static final Map<String, Set<String>> WORDS =
      Map.of(
          "status", Set.of("ENABLED", "DISABLED"),
          "call_icon_visibility", Set.of("DEFAULT", "DISABLE_ALL"),
          "callback_permission_status", Set.of("ENABLED", "DISABLED"),
          "srtp_key_exchange_protocol", Set.of("DTLS", "SDES"));

  private ObjectNode calling = JsonNodeFactory.instance.objectNode().put("status", "NOT_SET");
  private final ArrayNode restrictions = JsonNodeFactory.instance.arrayNode();

  /// What came of a change.
  ///
  /// @param fault for whoever asked; empty when the change was made
  /// @param told whether Meta sends a webhook about it
  public record Change(Optional<String> fault, boolean told) {
    private static Change refused(String fault) {
      return new Change(Optional.of(fault), false);
    }
  }

  /// Changes the given fields, or none.
  public Change change(JsonNode wish) {
    if (!wish.isObject()) {
      return Change.refused("calling must be an object.");
    }
    ObjectNode next = calling.deepCopy();
    for (Map.Entry<String, JsonNode> field : wish.properties()) {
      Optional<String> fault = fault(field.getKey(), field.getValue());
      if (fault.isPresent()) {
        return Change.refused(fault.get());
      }
      next.set(field.getKey(), merged(field.getKey(), field.getValue(), next));
    }
    if (voicemailWithoutCalling(next)) {
      return Change.refused("voicemail needs calling to be enabled.");
    }
    boolean told = TOLD.stream().anyMatch(name -> !at(name, next).equals(at(name, calling)));
    calling = next;
    return new Change(Optional.empty(), told);
  }

  private static JsonNode at(String name, ObjectNode settings) {
    return settings.path(name);
  }

  private static Optional<String> fault(String name, JsonNode value) {
    if (!FIELDS.contains(name)) {
      return Optional.of("calling." + name + ": unknown field.");
    }
    Set<String> words = WORDS.get(name);
    if (words != null && !(value.isTextual() && words.contains(value.asText()))) {
      return Optional.of("calling." + name + " must be one of " + words + ".");
    }
    if (words == null && !value.isObject()) {
      return Optional.of("calling." + name + " must be an object.");
    }
    return switch (name) {
      case "call_hours" -> CallHoursCheck.fault(value);
      case "voicemail" -> voicemailFault(value);
      default -> Optional.empty();
    };
  }

  private static Optional<String> voicemailFault(JsonNode voicemail) {
    for (JsonNode trigger : voicemail.path("triggers")) {
      if (!Set.of("REJECT", "TIMEOUT").contains(trigger.asText())) {
        return Optional.of("calling.voicemail.triggers must be REJECT or TIMEOUT.");
      }
    }
    JsonNode seconds = voicemail.path("audio").path("default").path("timeout_seconds");
    return seconds.isMissingNode()
            || (seconds.isInt() && seconds.asInt() >= 0 && seconds.asInt() <= 30)
        ? Optional.empty()
        : Optional.of("calling.voicemail timeout_seconds must be 0 to 30.");
  }

  private static boolean voicemailWithoutCalling(ObjectNode settings) {
    return settings.path("voicemail").path("status").asText().equals("ENABLED")
        && !settings.path("status").asText().equals("ENABLED");
  }

  private static JsonNode merged(String name, JsonNode value, ObjectNode settings) {
    if (name.equals("call_hours") || !value.isObject()) {
      return value.deepCopy();
    }
    ObjectNode merged =
        settings.path(name) instanceof ObjectNode known
            ? known.deepCopy()
            : JsonNodeFactory.instance.objectNode();
    merged.setAll((ObjectNode) value.deepCopy());
    if (name.equals("voicemail")) {
      withoutTimeoutThatHasNoTime(merged);
    }
    return merged;
  }

  /// Meta switches the trigger off rather than to refuse it (Meta reference 4.5).
  private static void withoutTimeoutThatHasNoTime(ObjectNode voicemail) {
    boolean timed = voicemail.path("audio").path("default").has("timeout_seconds");
    if (!timed && voicemail.get("triggers") instanceof ArrayNode triggers) {
      for (int i = triggers.size() - 1; i >= 0; i--) {
        if (triggers.get(i).asText().equals("TIMEOUT")) {
          triggers.remove(i);
        }
      }
    }
  }

  /// The restrictions in force from now on, in place of those before.
  public void restrict(ArrayNode all) {
    restrictions.removeAll();
    restrictions.addAll(all);
  }

  /// One more restriction; one that hides the call button does.
  public void restrict(ObjectNode one) {
    restrictions.add(one);
    if (one.path("type").asText().contains("BUTTON_HIDDEN")) {
      calling.put("call_icon_visibility", "DISABLE_ALL");
    }
  }

  /// Whether a customer who calls may be called back (Meta reference 3.5).
  public boolean callbackPermission() {
    return calling.path("callback_permission_status").asText().equals("ENABLED");
  }

  /// Whether somebody has switched calling off; a number that nobody has touched calls.
  public boolean switchedOff() {
    return calling.path("status").asText().equals("DISABLED");
  }

  /// Whether Meta restricts calls of the business at that time (Meta reference 4.4).
  public boolean outboundRestricted(Instant now) {
    for (JsonNode restriction : restrictions) {
      String type = restriction.path("type").asText();
      long until = restriction.path("expiration").asLong(Long.MAX_VALUE);
      boolean outbound =
          type.contains("BUSINESS_INITIATED_CALLING") || type.contains("BIZ_INITIATED");
      if (outbound && now.getEpochSecond() < until) {
        return true;
      }
    }
    return false;
  }

  /// What `GET …/settings` answers.
  public ObjectNode shown() {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ObjectNode shown = calling.deepCopy();
    if (!restrictions.isEmpty()) {
      shown.putObject("restrictions").set("restrictions_list", restrictions.deepCopy());
    }
    body.set("calling", shown);
    return body;
  }

  /// What the webhook about a change holds.
  public ObjectNode told() {
    ObjectNode told = calling.deepCopy();
    told.retain(TOLD);
    return told;
  }
}
