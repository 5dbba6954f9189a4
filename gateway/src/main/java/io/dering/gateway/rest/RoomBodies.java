package io.dering.gateway.rest;

import io.dering.signaling.backend.RoomRequest;
import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.Texts;
import io.dering.signaling.permission.Ask;
import io.dering.signaling.permission.AskMessage;
import io.dering.signaling.room.CallButton;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Label;
import io.dering.signaling.room.RoomState;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Bodies of requests about rooms, read so that a refusal names the field and its rule.
final class RoomBodies {
  private static final int MAX_AGENTS = 50;
  private static final int MAX_LABELS = 20;
  private static final int MAX_LABEL_LENGTH = 50;
  private static final int MAX_NOTE_LENGTH = 4_000;
  private static final int MAX_ID_LENGTH = 128;
  private static final int MAX_NAME_LENGTH = 512;
  private static final char DELETE = 0x7f;

  private RoomBodies() {}

  /// A field that says what cannot be. Thrown and caught within one request.
  static final class Wrong extends Exception {
    private static final long serialVersionUID = 1;
    private final String field;
    private final String rule;

    Wrong(String field, String rule) {
      super(rule, null, false, false);
      this.field = field;
      this.rule = rule;
    }

    Reply reply() {
      return Reply.wrong(field, rule);
    }
  }

  static List<AgentId> agents(JsonObject body) throws Wrong {
    known(body, "", "agents");
    List<AgentId> agents = agents(body.getValue("agents"));
    if (agents.isEmpty()) {
      throw new Wrong("agents", "must name at least one agent");
    }
    return agents;
  }

  /// @param self who takes it when none is named, null where one must be
  static AgentId agent(JsonObject body, @Nullable AgentId self) throws Wrong {
    known(body, "", "agent");
    if (!body.containsKey("agent") && self != null) {
      return self;
    }
    return new AgentId(text(body, "agent", "agent", MAX_ID_LENGTH));
  }

  static void empty(JsonObject body) throws Wrong {
    known(body, "");
  }

  static String note(JsonObject body) throws Wrong {
    known(body, "", "text");
    return clean(text(body, "text", "text", MAX_NOTE_LENGTH), "text", "\n\r\t");
  }

  static CallButton callButton(JsonObject body) throws Wrong {
    known(body, "", "text", "display_text", "ttl_minutes", "payload");
    Object ttl = body.getValue("ttl_minutes", CallButton.USUAL_TTL_MINUTES);
    if (!(ttl instanceof Integer minutes) || minutes < 1 || minutes > CallButton.MAX_TTL_MINUTES) {
      throw new Wrong(
          "ttl_minutes", "must be a whole number from 1 to " + CallButton.MAX_TTL_MINUTES);
    }
    return new CallButton(
        clean(text(body, "text", "text", CallButton.MAX_TEXT_LENGTH), "text", "\n\r\t"),
        displayText(body),
        minutes,
        optionalText(body, "payload", CallButton.MAX_PAYLOAD_LENGTH));
  }

  /// What a request for call permission says.
  ///
  /// @param parameters of a template, empty where none are named
  record AskText(String caption, Optional<List<String>> parameters) {}

  static AskText ask(JsonObject body) throws Wrong {
    known(body, "", "caption", "template_parameters");
    String caption =
        clean(text(body, "caption", "caption", Ask.MAX_CAPTION_LENGTH), "caption", "\n\r\t");
    if (body.getValue("template_parameters") == null) {
      return new AskText(caption, Optional.empty());
    }
    if (!(body.getValue("template_parameters") instanceof JsonArray array)
        || array.size() > AskMessage.Template.MAX_PARAMETERS) {
      throw new Wrong(
          "template_parameters",
          "must be a list of at most " + AskMessage.Template.MAX_PARAMETERS + " texts");
    }
    List<String> parameters = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      String field = "template_parameters[" + i + "]";
      JsonObject one = new JsonObject().put("text", array.getValue(i));
      parameters.add(clean(text(one, "text", field, Ask.MAX_CAPTION_LENGTH), field, ""));
    }
    return new AskText(caption, Optional.of(parameters));
  }

  private static @Nullable String displayText(JsonObject body) throws Wrong {
    String text = optionalText(body, "display_text", CallButton.MAX_DISPLAY_LENGTH);
    return text == null ? null : name(text, "display_text");
  }

  private static @Nullable String optionalText(JsonObject body, String name, int maxLength)
      throws Wrong {
    return body.getValue(name) == null ? null : clean(text(body, name, name, maxLength), name, "");
  }

  static List<Label> labels(JsonObject body) throws Wrong {
    known(body, "", "labels");
    if (!(body.getValue("labels") instanceof JsonArray array) || array.size() > MAX_LABELS) {
      throw new Wrong("labels", "must be a list of at most " + MAX_LABELS + " labels");
    }
    List<Label> labels = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (int i = 0; i < array.size(); i++) {
      String at = "labels[" + i + "]";
      if (!(array.getValue(i) instanceof JsonObject label)) {
        throw new Wrong(at, "must have a name and a colour");
      }
      known(label, at + ".", "name", "colour");
      String name = name(text(label, "name", at + ".name", MAX_LABEL_LENGTH), at + ".name");
      String colour = text(label, "colour", at + ".colour", 7);
      if (!colour.matches("#[0-9a-f]{6}")) {
        throw new Wrong(at + ".colour", "must be a colour as #rrggbb, in lower case");
      }
      if (!names.add(name)) {
        throw new Wrong(at + ".name", "is there twice");
      }
      labels.add(new Label(name, colour));
    }
    return labels;
  }

  static RoomRequest.TellRoom told(JsonObject body) throws Wrong {
    known(body, "", "channel", "customer", "state", "agents", "wrote_at");
    ChannelId channel = new ChannelId(text(body, "channel", "channel", MAX_ID_LENGTH));
    if (!(body.getValue("customer") instanceof JsonObject customer)) {
      throw new Wrong("customer", "must have a number, a user_id or a parent_user_id");
    }
    List<AgentId> agents = body.containsKey("agents") ? agents(body.getValue("agents")) : List.of();
    return new RoomRequest.TellRoom(
        channel, customer(customer), state(body.getValue("state"), agents), wroteAt(body));
  }

  private static RoomState state(@Nullable Object word, List<AgentId> agents) throws Wrong {
    boolean answered = "answered".equals(word);
    if (answered && agents.isEmpty()) {
      throw new Wrong("agents", "must name at least one agent of an answered room");
    }
    if (!answered && !agents.isEmpty()) {
      throw new Wrong("agents", "must be empty unless the room is answered");
    }
    if (answered) {
      return new RoomState.Answered(agents);
    } else if ("open".equals(word)) {
      return new RoomState.Open();
    } else if ("resolved".equals(word)) {
      return new RoomState.Resolved();
    }
    throw new Wrong("state", "must be open, answered or resolved");
  }

  private static Customer customer(JsonObject customer) throws Wrong {
    known(customer, "customer.", "number", "user_id", "parent_user_id", "name");
    String number = optional(customer, "number", 32);
    if (number != null && !number.matches("[0-9]{5,20}")) {
      throw new Wrong("customer.number", "must be digits with country code, without +");
    }
    return Customer.of(
        new Caller(
            number == null ? null : new PhoneNumber(number),
            optional(customer, "user_id", 255),
            optional(customer, "parent_user_id", 255),
            optional(customer, "name", MAX_NAME_LENGTH)));
  }

  private static @Nullable String optional(JsonObject customer, String name, int maxLength)
      throws Wrong {
    return customer.getValue(name) == null
        ? null
        : clean(text(customer, name, "customer." + name, maxLength), "customer." + name, "");
  }

  /// Refuses what a store or a page may show differently from what was sent.
  ///
  /// @param allowed control characters that may be there
  private static String clean(String text, String field, String allowed) throws Wrong {
    if (!Texts.isStorable(text)
        || text.chars().anyMatch(c -> (c < ' ' || c == DELETE) && allowed.indexOf(c) < 0)) {
      throw new Wrong(field, "must be without control characters and halves of characters");
    }
    return text;
  }

  private static String name(String text, String field) throws Wrong {
    if (!Texts.isName(text)) {
      throw new Wrong(field, Texts.NAME_RULE);
    }
    return text;
  }

  private static @Nullable Instant wroteAt(JsonObject body) throws Wrong {
    Object written = body.getValue("wrote_at");
    if (written == null) {
      return null;
    }
    try {
      Instant at = Instant.parse(String.valueOf(written));
      if (at.getEpochSecond() < 0 || at.getEpochSecond() > 99_999_999_999L) {
        throw new Wrong("wrote_at", "must be a time of RFC 3339 in UTC");
      }
      // As fine as the store keeps it.
      return at.truncatedTo(ChronoUnit.MILLIS);
    } catch (DateTimeParseException _) {
      throw new Wrong("wrote_at", "must be a time of RFC 3339 in UTC");
    }
  }

  private static List<AgentId> agents(@Nullable Object value) throws Wrong {
    if (!(value instanceof JsonArray array) || array.size() > MAX_AGENTS) {
      throw new Wrong("agents", "must be a list of at most " + MAX_AGENTS + " agents' ids");
    }
    List<AgentId> agents = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      if (!(array.getValue(i) instanceof String id)
          || id.isEmpty()
          || id.length() > MAX_ID_LENGTH) {
        throw new Wrong("agents[" + i + "]", "must be the id of an agent");
      }
      agents.add(new AgentId(id));
    }
    return agents;
  }

  private static String text(JsonObject holder, String name, String field, int maxLength)
      throws Wrong {
    if (!(holder.getValue(name) instanceof String text)
        || text.isBlank()
        || text.length() > maxLength) {
      throw new Wrong(field, "must be a text of 1 to " + maxLength + " characters");
    }
    return text;
  }

  private static void known(JsonObject holder, String path, String... names) throws Wrong {
    for (String name : holder.fieldNames()) {
      if (!List.of(names).contains(name)) {
        String shown = name.length() > 64 ? name.substring(0, 64) : name;
        throw new Wrong(path + shown, "does not exist");
      }
    }
  }
}
