package io.dering.sandbox.control;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.media.leg.DtlsManner;
import io.dering.sandbox.calls.CallRules;
import io.dering.sandbox.calls.EarlyMedia;
import io.dering.sandbox.graph.CallRefusals;
import io.dering.sandbox.messages.VoicemailId;
import io.dering.sandbox.network.OutboundSwitches;
import io.dering.sandbox.network.Switches;
import io.dering.sandbox.permission.PermissionLimits;
import io.dering.sandbox.webhooks.Misbehaviour;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// The switches as JSON: `{"webhooks": {…}, "calls": {…}}`, durations in milliseconds.
final class SwitchesJson {
  private static final Set<String> TOP =
      Set.of("webhooks", "calls", "messages", "outbound", "permission");
  private static final Set<String> WEBHOOKS =
      Set.of("duplicate", "reorder", "reorder_hold_ms", "delay", "max_delay_ms", "seed");
  private static final Set<String> CALLS =
      Set.of(
          "accept_window_ms",
          "no_media_after_accept_ms",
          "no_media_talking_ms",
          "nobody_there_ms",
          "early_media",
          "wait_for_business_media");

  private static final Set<String> MESSAGES = Set.of("voicemail_id");

  private static final Set<String> OUTBOUND =
      Set.of(
          "ring_after_ms",
          "ring_limit_ms",
          "dtls_role",
          "lose_answer",
          "answer_delay_ms",
          "refuse");

  private static final Set<String> PERMISSION =
      Set.of(
          "connected_per_day",
          "requests_per_day",
          "requests_per_week",
          "nudge_after",
          "revoke_after",
          "reads_per_second");

  private static final Map<String, Set<String>> SECTIONS =
      Map.of(
          "webhooks", WEBHOOKS,
          "calls", CALLS,
          "messages", MESSAGES,
          "outbound", OUTBOUND,
          "permission", PERMISSION);

  /// By what Meta's answer says.
  private static final Map<String, DtlsManner> ROLES =
      Map.of(
          "active", DtlsManner.CLIENT,
          "passive", DtlsManner.SERVER,
          "actpass", DtlsManner.UNDECIDED);

  private static final Pattern UPPER_CASE = Pattern.compile("[A-Z]");

  private final JsonMapper json =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  ObjectNode write(Switches switches) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    Misbehaviour webhooks = switches.webhooks();
    body.putObject("webhooks")
        .put("duplicate", webhooks.duplicate())
        .put("reorder", webhooks.reorder())
        .put("reorder_hold_ms", webhooks.reorderHold().toMillis())
        .put("delay", webhooks.delay())
        .put("max_delay_ms", webhooks.maxDelay().toMillis())
        .put("seed", webhooks.seed());
    CallRules rules = switches.rules();
    body.putObject("calls")
        .put("accept_window_ms", rules.acceptWindow().toMillis())
        .put("no_media_after_accept_ms", rules.noMediaAfterAccept().toMillis())
        .put("no_media_talking_ms", rules.noMediaTalking().toMillis())
        .put("nobody_there_ms", rules.nobodyThere().toMillis())
        .put("early_media", rules.earlyMedia().key())
        .put("wait_for_business_media", switches.waitForBusinessMedia());
    body.putObject("messages").put("voicemail_id", switches.voicemailId().key());
    write(body.putObject("outbound"), switches.outbound());
    PermissionLimits limits = switches.permission();
    body.putObject("permission")
        .put("connected_per_day", limits.connectedPerDay())
        .put("requests_per_day", limits.requestsPerDay())
        .put("requests_per_week", limits.requestsPerWeek())
        .put("nudge_after", limits.nudgeAfter())
        .put("revoke_after", limits.revokeAfter())
        .put("reads_per_second", limits.readsPerSecond());
    return body;
  }

  private static void write(ObjectNode section, OutboundSwitches outbound) {
    section
        .put("ring_after_ms", outbound.ringAfter().toMillis())
        .put("ring_limit_ms", outbound.ringLimit().toMillis());
    ROLES.forEach((word, manner) -> {
      if (manner == outbound.dtls()) {
        section.put("dtls_role", word);
      }
    });
    section
        .put("lose_answer", outbound.answer().lost())
        .put("answer_delay_ms", outbound.answer().delay().toMillis())
        .put("refuse", outbound.refuse());
  }

  /// @param start what a field that is left out goes back to
  Switches read(byte[] body, Switches start) throws Fault {
    JsonNode top;
    try {
      top = json.readTree(body);
    } catch (JacksonException _) {
      throw new Fault("", "The body is not JSON.");
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be read", e);
    }
    if (top == null) {
      throw new Fault("", "The body is not JSON.");
    }
    only(top, TOP, "");
    Section webhooks = section(top, "webhooks", WEBHOOKS);
    Section calls = section(top, "calls", CALLS);
    Section messages = section(top, "messages", MESSAGES);
    try {
      return new Switches(
          rules(calls, start.rules()),
          misbehaviour(webhooks, start.webhooks()),
          calls.flag("wait_for_business_media", start.waitForBusinessMedia()),
          messages.voicemailId(start.voicemailId()),
          outbound(section(top, "outbound", OUTBOUND), start.outbound()),
          permission(section(top, "permission", PERMISSION), start.permission()));
    } catch (IllegalArgumentException e) {
      throw outOfBounds(String.valueOf(e.getMessage()));
    }
  }

  /// The rules name their own parts (`acceptWindow`); who asked wrote `calls.accept_window_ms`.
  private static Fault outOfBounds(String sentence) {
    int end = sentence.indexOf(' ');
    String part = sentence.substring(0, Math.max(end, 0));
    String field = UPPER_CASE.matcher(part).replaceAll("_$0").toLowerCase(Locale.ROOT);
    for (Map.Entry<String, Set<String>> section : SECTIONS.entrySet()) {
      for (String name : List.of(field, field + "_ms")) {
        if (section.getValue().contains(name)) {
          return new Fault(section.getKey() + "." + name, sentence.substring(end + 1));
        }
      }
    }
    return new Fault("", sentence);
  }

  private static Misbehaviour misbehaviour(Section from, Misbehaviour start) throws Fault {
    return new Misbehaviour(
        from.chance("duplicate", start.duplicate()),
        from.chance("reorder", start.reorder()),
        from.millis("reorder_hold_ms", start.reorderHold()),
        from.chance("delay", start.delay()),
        from.millis("max_delay_ms", start.maxDelay()),
        from.whole("seed", start.seed()));
  }

  private static CallRules rules(Section from, CallRules start) throws Fault {
    return new CallRules(
        from.millis("accept_window_ms", start.acceptWindow()),
        from.millis("no_media_after_accept_ms", start.noMediaAfterAccept()),
        from.millis("no_media_talking_ms", start.noMediaTalking()),
        from.millis("nobody_there_ms", start.nobodyThere()),
        from.earlyMedia(start.earlyMedia()));
  }

  private static OutboundSwitches outbound(Section from, OutboundSwitches start) throws Fault {
    String role = from.node().path("dtls_role").asText();
    DtlsManner dtls = role.isEmpty() ? start.dtls() : ROLES.get(role);
    if (dtls == null) {
      throw new Fault("outbound.dtls_role", "must be active, passive or actpass");
    }
    int refuse = (int) from.whole("refuse", start.refuse());
    if (refuse != 0 && CallRefusals.byCode(refuse).isEmpty()) {
      throw new Fault("outbound.refuse", "must be 0 or a code that calls are refused with");
    }
    return new OutboundSwitches(
        from.millis("ring_after_ms", start.ringAfter()),
        from.millis("ring_limit_ms", start.ringLimit()),
        dtls,
        new OutboundSwitches.Response(
            from.flag("lose_answer", start.answer().lost()),
            from.millis("answer_delay_ms", start.answer().delay())),
        refuse);
  }

  private static PermissionLimits permission(Section from, PermissionLimits start) throws Fault {
    return new PermissionLimits(
        from.count("connected_per_day", start.connectedPerDay()),
        from.count("requests_per_day", start.requestsPerDay()),
        from.count("requests_per_week", start.requestsPerWeek()),
        from.count("nudge_after", start.nudgeAfter()),
        from.count("revoke_after", start.revokeAfter()),
        from.count("reads_per_second", start.readsPerSecond()));
  }

  private static Section section(JsonNode top, String name, Set<String> known) throws Fault {
    JsonNode node = top.path(name);
    if (node.isMissingNode()) {
      return new Section(name, JsonNodeFactory.instance.objectNode());
    }
    only(node, known, name + ".");
    return new Section(name, node);
  }

  private static void only(JsonNode object, Set<String> known, String prefix) throws Fault {
    if (!object.isObject()) {
      throw new Fault(prefix, "must be an object");
    }
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new Fault(prefix + name, "is not a setting");
      }
    }
  }

  private record Section(String name, JsonNode node) {
    /// `true` and `false` stand for 1 and 0.
    double chance(String field, double otherwise) throws Fault {
      JsonNode value = node.path(field);
      if (value.isMissingNode()) {
        return otherwise;
      }
      if (value.isBoolean()) {
        return value.booleanValue() ? 1 : 0;
      }
      if (!value.isNumber() || value.doubleValue() < 0 || value.doubleValue() > 1) {
        throw new Fault(name + "." + field, "must be between 0 and 1");
      }
      return value.doubleValue();
    }

    Duration millis(String field, Duration otherwise) throws Fault {
      return Duration.ofMillis(whole(field, otherwise.toMillis()));
    }

    int count(String field, int otherwise) throws Fault {
      return Math.clamp(whole(field, otherwise), 0, Integer.MAX_VALUE);
    }

    long whole(String field, long otherwise) throws Fault {
      JsonNode value = node.path(field);
      if (value.isMissingNode()) {
        return otherwise;
      }
      if (!value.isIntegralNumber() || !value.canConvertToLong()) {
        throw new Fault(name + "." + field, "must be a whole number");
      }
      return value.longValue();
    }

    boolean flag(String field, boolean otherwise) throws Fault {
      JsonNode value = node.path(field);
      if (value.isMissingNode()) {
        return otherwise;
      }
      if (!value.isBoolean()) {
        throw new Fault(name + "." + field, "must be true or false");
      }
      return value.booleanValue();
    }

    VoicemailId voicemailId(VoicemailId otherwise) throws Fault {
      JsonNode value = node.path("voicemail_id");
      if (value.isMissingNode()) {
        return otherwise;
      }
      return Arrays.stream(VoicemailId.values())
          .filter(known -> known.key().equals(value.asText()))
          .findFirst()
          .orElseThrow(() -> new Fault(name + ".voicemail_id", "must be message or call"));
    }

    EarlyMedia earlyMedia(EarlyMedia otherwise) throws Fault {
      JsonNode value = node.path("early_media");
      if (value.isMissingNode()) {
        return otherwise;
      }
      return Arrays.stream(EarlyMedia.values())
          .filter(known -> known.key().equals(value.asText()))
          .findFirst()
          .orElseThrow(() -> new Fault(name + ".early_media", "must be note or end_call"));
    }
  }
}
