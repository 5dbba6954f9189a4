package io.dering.signaling.meta;

import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.json.Json;
import io.dering.signaling.json.JsonWriter;
import io.dering.signaling.switchboard.Fact;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads one change of a webhook. Lives for one read.
final class ChangeReader {
  private static final Set<String> CALL_EVENTS =
      Set.of(
          "call_recording_available",
          "call_transcription_available",
          "call_transcript_available",
          "call_created");
  private static final Set<String> CALL_STATUSES = Set.of("ringing", "accepted", "rejected");
  private static final Set<String> MESSAGE_STATUSES =
      Set.of("sent", "delivered", "read", "failed", "played", "deleted", "warning");
  private static final Set<String> MESSAGE_TYPES =
      Set.of(
          "text",
          "image",
          "audio",
          "video",
          "document",
          "sticker",
          "location",
          "contacts",
          "reaction",
          "order",
          "button",
          "system",
          "unsupported",
          "interactive.button_reply",
          "interactive.list_reply",
          "interactive.nfm_reply",
          "interactive.call_permission_reply");
  private static final Set<String> ACCOUNT_FIELDS = Set.of("call_transcription");
  private static final int MAX_METADATA_LENGTH = 255;
  private static final JsonWriter JSON = new JsonWriter();

  private final Json.Obj entry;
  private final Json.Obj value;
  private final String field;
  private final Optional<ChannelId> channel;
  private final List<Fact.FromMeta> facts;
  private final List<KeptRaw> kept;

  ChangeReader(Json.Obj entry, Json.Obj change, List<Fact.FromMeta> facts, List<KeptRaw> kept) {
    this.entry = entry;
    this.value = change.object("value").orElse(Json.Obj.EMPTY);
    this.field = change.text("field").orElse("");
    this.channel = metadata("phone_number_id").filter(text -> !text.isEmpty()).map(ChannelId::new);
    this.facts = facts;
    this.kept = kept;
  }

  void read() {
    switch (field) {
      case "calls" -> readCalls();
      case "messages" -> readMessages();
      case "account_settings_update" -> readAccount(AccountElements.settings(value));
      case "account_update" -> readAccount(AccountElements.update(entry, value));
      default -> keepChange(word(field), ACCOUNT_FIELDS.contains(field));
    }
  }

  private void readAccount(Optional<Fact.FromMeta> fact) {
    fact.ifPresentOrElse(facts::add, () -> keepChange(word(field), true));
  }

  private void readCalls() {
    List<MetaError> errors = CallElements.errors(value);
    boolean errorsHaveAnOwner = false;
    for (Json element : value.elements("calls")) {
      Json.Obj call = object(element);
      String event = call.text("event").orElse("");
      errorsHaveAnOwner |= event.equals("terminate");
      readCall(element, call, event, errors);
    }
    for (Json element : value.elements("statuses")) {
      String status = lower(element, "status");
      CallElements.progressed(channel, object(element))
          .ifPresentOrElse(
              facts::add,
              () ->
                  keep(
                      "statuses",
                      element,
                      "call_status." + word(status),
                      CALL_STATUSES.contains(status)));
    }
    if (!errors.isEmpty() && !errorsHaveAnOwner && channel.isPresent()) {
      facts.add(new Fact.CallErrorReported(channel.get(), errors));
    } else if (!value.has("calls") && !value.has("statuses")) {
      keepChange("calls.unknown", false);
    }
  }

  private void readCall(Json element, Json.Obj call, String event, List<MetaError> errors) {
    switch (event) {
      case "connect" -> {
        if (CallElements.isOutbound(call)) {
          CallElements.answered(channel, value, call)
              .ifPresentOrElse(facts::add, () -> keep("calls", element, KeptRaw.CONNECT, false));
        } else {
          CallElements.offered(channel, value, call)
              .ifPresentOrElse(facts::add, () -> keep("calls", element, KeptRaw.CONNECT, false));
        }
      }
      case "terminate" ->
          CallElements.terminated(channel, call, errors)
              .ifPresentOrElse(facts::add, () -> keep("calls", element, KeptRaw.TERMINATE, false));
      default -> keep("calls", element, "call." + word(event), CALL_EVENTS.contains(event));
    }
  }

  private void readMessages() {
    for (Json element : value.elements("messages")) {
      String type = messageType(element);
      boolean known = MESSAGE_TYPES.contains(type);
      Optional<Fact.FromMeta> fact =
          MessageElements.message(channel, value, object(element), known ? type : "");
      fact.ifPresent(facts::add);
      if (fact.isEmpty() || !known) {
        keep("messages", element, "message." + (known ? type : word(type)), known);
      }
    }
    for (Json element : value.elements("statuses")) {
      String status = lower(element, "status");
      boolean known = MESSAGE_STATUSES.contains(status);
      MessageElements.status(channel, value, object(element))
          .ifPresentOrElse(
              facts::add, () -> keep("statuses", element, "message_status." + word(status), known));
    }
    for (Json element : value.elements("errors")) {
      keep("errors", element, "message_error", true);
    }
    if (!value.has("messages") && !value.has("statuses") && !value.has("errors")) {
      keepChange("messages.unknown", false);
    }
  }

  private static Json.Obj object(Json element) {
    return element instanceof Json.Obj obj ? obj : Json.Obj.EMPTY;
  }

  /// An automatic permission reply may lack its `type` (fixture of part 3.3).
  private static String messageType(Json element) {
    if (!(element instanceof Json.Obj message)) {
      return "";
    }
    Optional<Json.Obj> interactive = message.object("interactive");
    String type = message.text("type").orElse(interactive.isPresent() ? "interactive" : "");
    return type.equals("interactive")
        ? type + "." + interactive.flatMap(obj -> obj.text("type")).orElse("")
        : type;
  }

  private static String lower(Json element, String name) {
    return element instanceof Json.Obj obj
        ? obj.text(name).orElse("").toLowerCase(Locale.ROOT)
        : "";
  }

  /// A word that may stand in a log and a label, whatever came over the wire.
  private static String word(String text) {
    boolean plain = !text.isEmpty() && text.length() <= 40;
    for (int i = 0; plain && i < text.length(); i++) {
      char c = text.charAt(i);
      plain = (c >= 'a' && c <= 'z') || c == '_';
    }
    return plain ? text : "unknown";
  }

  private void keepChange(String kind, boolean known) {
    kept.add(new KeptRaw(field, kind, known, channel.orElse(null), entryWith(value)));
  }

  private void keep(String array, Json element, String kind, boolean known) {
    Map<String, Json> single = new LinkedHashMap<>();
    single.put("messaging_product", new Json.Text("whatsapp"));
    single.put("metadata", shortMetadata());
    contactOf(element).ifPresent(c -> single.put("contacts", new Json.Arr(List.of(c))));
    single.put(array, new Json.Arr(List.of(element)));
    if (field.equals("calls") && value.has("errors")) {
      single.put("errors", new Json.Arr(value.elements("errors").stream().limit(10).toList()));
    }
    kept.add(
        new KeptRaw(field, kind, known, channel.orElse(null), entryWith(new Json.Obj(single))));
  }

  private String entryWith(Json.Obj changeValue) {
    Map<String, Json> change = new LinkedHashMap<>();
    change.put("field", new Json.Text(field));
    change.put("value", changeValue);
    Map<String, Json> single = new LinkedHashMap<>();
    entry.text("id").ifPresent(id -> single.put("id", new Json.Text(id)));
    entry.whole("time").ifPresent(time -> single.put("time", new Json.Num(time.toString())));
    single.put("changes", new Json.Arr(List.of(new Json.Obj(change))));
    return JSON.write(new Json.Obj(single));
  }

  private Json.Obj shortMetadata() {
    Map<String, Json> fields = new LinkedHashMap<>();
    for (String name : List.of("display_phone_number", "phone_number_id")) {
      metadata(name).ifPresent(text -> fields.put(name, new Json.Text(text)));
    }
    return new Json.Obj(fields);
  }

  private Optional<String> metadata(String name) {
    return value
        .object("metadata")
        .flatMap(metadata -> metadata.scalar(name))
        .filter(
            text -> text.length() <= (name.equals("phone_number_id") ? 128 : MAX_METADATA_LENGTH));
  }

  private Optional<Json.Obj> contactOf(Json element) {
    return element instanceof Json.Obj obj
        ? CustomerElements.contact(value, obj)
        : Optional.empty();
  }
}
