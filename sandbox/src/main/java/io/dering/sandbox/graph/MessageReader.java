package io.dering.sandbox.graph;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads the body of `POST …/messages` the way Meta does: only documented fields, exact values.
/// Texts, call buttons and requests for permission to call; what else there is, is refused.
final class MessageReader {
  private static final int MAX_TEXT = 4_096;
  private static final int MAX_BODY = 1_024;
  private static final int MAX_DISPLAY = 20;
  private static final int MAX_TTL_MINUTES = 43_200;
  private static final int USUAL_TTL_MINUTES = 10_080;
  private static final int MAX_PAYLOAD = 512;
  private static final String CALLBACK = "biz_opaque_callback_data";
  private static final int MAX_CALLBACK = 512;
  private static final Set<String> TOP =
      Set.of(
          "messaging_product",
          "recipient_type",
          "to",
          "recipient",
          "type",
          "text",
          "interactive",
          "template",
          CALLBACK);

  private final Templates templates;
  private final JsonMapper json =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// @param templates that the business may send
  MessageReader(Templates templates) {
    this.templates = templates;
  }

  /// Leaves the reading at the first fault.
  static final class Fault extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient GraphError error;

    Fault(String details) {
      super(details, null, false, false);
      this.error = GraphError.invalid(details);
    }

    Fault(GraphError error) {
      super(error.message(), null, false, false);
      this.error = error;
    }

    GraphError error() {
      return error;
    }
  }

  SentMessage read(byte[] body) throws Fault {
    JsonNode top;
    try {
      top = json.readTree(body);
    } catch (JacksonException _) {
      throw new Fault("The body is not valid JSON.");
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be read", e);
    }
    if (top == null || !top.isObject()) {
      throw new Fault("The body must be a JSON object.");
    }
    only(top, TOP, "");
    if (!"whatsapp".equals(text(top, "messaging_product", 20))) {
      throw new Fault("messaging_product must be \"whatsapp\".");
    }
    return message(top).with(optional(top, CALLBACK, MAX_CALLBACK));
  }

  private SentMessage message(JsonNode top) throws Fault {
    String to = text(top, top.has("to") ? "to" : "recipient", 255);
    return switch (text(top, "type", 40)) {
      case "text" -> {
        JsonNode text = object(top, "text");
        only(text, Set.of("body", "preview_url"), "text.");
        yield new SentMessage(to, text(text, "body", MAX_TEXT), null, null, null);
      }
      case "interactive" -> {
        JsonNode interactive = object(top, "interactive");
        yield switch (text(interactive, "type", 40)) {
          case "voice_call" -> callButton(to, interactive);
          case "call_permission_request" -> request(to, interactive);
          default ->
              throw new Fault(
                  "interactive.type: the sandbox takes voice_call and call_permission_request.");
        };
      }
      case "template" -> template(to, object(top, "template"));
      default -> throw new Fault("type: the sandbox takes text, interactive and template.");
    };
  }

  private static SentMessage callButton(String to, JsonNode interactive) throws Fault {
    only(interactive, Set.of("type", "body", "action"), "interactive.");
    JsonNode body = object(interactive, "body");
    only(body, Set.of("text"), "interactive.body.");
    JsonNode action = object(interactive, "action");
    only(action, Set.of("name", "parameters"), "interactive.action.");
    if (!"voice_call".equals(text(action, "name", 40))) {
      throw new Fault("interactive.action.name must be \"voice_call\".");
    }
    JsonNode parameters = action.path("parameters");
    if (!parameters.isMissingNode()) {
      only(parameters, Set.of("display_text", "ttl_minutes", "payload"), "parameters.");
    }
    String display = optional(parameters, "display_text", MAX_DISPLAY);
    return new SentMessage(
        to,
        text(body, "text", MAX_BODY),
        new SentMessage.Button(
            display == null ? "Call Now" : display,
            ttl(parameters.path("ttl_minutes")),
            optional(parameters, "payload", MAX_PAYLOAD)),
        null,
        null);
  }

  /// The body is optional; header and footer are not allowed (Meta reference 3.1).
  private static SentMessage request(String to, JsonNode interactive) throws Fault {
    only(interactive, Set.of("type", "body", "action"), "interactive.");
    JsonNode action = object(interactive, "action");
    only(action, Set.of("name"), "interactive.action.");
    if (!"call_permission_request".equals(text(action, "name", 40))) {
      throw new Fault("interactive.action.name must be \"call_permission_request\".");
    }
    String words = "";
    if (interactive.has("body")) {
      JsonNode body = object(interactive, "body");
      only(body, Set.of("text"), "interactive.body.");
      words = text(body, "text", MAX_BODY);
    }
    return new SentMessage(to, words, null, SentMessage.Request.FREE_FORM, null);
  }

  private SentMessage template(String to, JsonNode template) throws Fault {
    only(template, Set.of("name", "language", "components"), "template.");
    JsonNode language = object(template, "language");
    only(language, Set.of("code"), "template.language.");
    String name = text(template, "name", MAX_PAYLOAD);
    String words =
        templates
            .text(name, text(language, "code", 20))
            .orElseThrow(() -> new Fault(GraphError.unknownTemplate()));
    List<String> parameters = new ArrayList<>();
    for (JsonNode component : template.path("components")) {
      only(component, Set.of("type", "parameters"), "template.components.");
      // Nothing is sent for the permission component; these templates have no header.
      if (!"body".equals(text(component, "type", 40))) {
        throw new Fault(GraphError.templateFormat());
      }
      for (JsonNode parameter : component.path("parameters")) {
        if (!"text".equals(text(parameter, "type", 40))) {
          throw new Fault(GraphError.templateFormat());
        }
        parameters.add(text(parameter, "text", MAX_BODY));
      }
    }
    String filled =
        Templates.filled(words, parameters)
            .orElseThrow(() -> new Fault(GraphError.templateParameters()));
    return new SentMessage(to, filled, null, SentMessage.Request.TEMPLATE, null);
  }

  private static int ttl(JsonNode minutes) throws Fault {
    if (minutes.isMissingNode()) {
      return USUAL_TTL_MINUTES;
    }
    if (!minutes.isInt() || minutes.intValue() < 1 || minutes.intValue() > MAX_TTL_MINUTES) {
      throw new Fault("ttl_minutes must be between 1 and 43200.");
    }
    return minutes.intValue();
  }

  private static JsonNode object(JsonNode holder, String field) throws Fault {
    JsonNode value = holder.get(field);
    if (value == null || !value.isObject()) {
      throw new Fault("The parameter " + field + " is required.");
    }
    return value;
  }

  private static @Nullable String optional(JsonNode holder, String field, int most) throws Fault {
    return holder.has(field) ? text(holder, field, most) : null;
  }

  private static String text(JsonNode holder, String field, int most) throws Fault {
    JsonNode value = holder.get(field);
    if (value == null || !value.isTextual() || value.textValue().isEmpty()) {
      throw new Fault("The parameter " + field + " is required.");
    }
    if (value.textValue().length() > most) {
      throw new Fault(field + " must be at most " + most + " characters.");
    }
    return value.textValue();
  }

  private static void only(JsonNode object, Set<String> known, String prefix) throws Fault {
    for (Iterator<String> names = object.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw new Fault("Unexpected key \"" + prefix + name + "\" on param body.");
      }
    }
  }
}
