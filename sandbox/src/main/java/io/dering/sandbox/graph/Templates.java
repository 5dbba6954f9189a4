package io.dering.sandbox.graph;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The templates that "Meta" has approved, all with the component `call_permission_request` (Meta
/// reference 3.2): three to begin with, and those that were submitted, which are approved at once.
/// One owner at a time.
public final class Templates {
  /// More than a number needs, and a bound for what a program can leave here.
  static final int MOST = 100;

  private final Map<Key, Template> approved = new LinkedHashMap<>();

  /// The language counts exactly as approved: `en` is not `en_US`.
  record Key(String name, String language) {}

  /// @param text what the customer reads before the parameters are put in
  record Template(Key key, String category, String text) {}

  public Templates() {
    ship("call_permission", "en", "May we call you about your request?");
    ship("call_permission", "id", "Bolehkah kami menelepon Anda tentang permintaan Anda?");
    ship("call_permission_caption", "en", "May we call you? {{1}}");
    ship("call_permission_caption", "id", "Bolehkah kami menelepon Anda? {{1}}");
    ship("call_permission_order", "en", "Hello {{1}}, may we call you about order {{2}}?");
    ship(
        "call_permission_order",
        "id",
        "Halo {{1}}, bolehkah kami menelepon Anda tentang pesanan {{2}}?");
  }

  private void ship(String name, String language, String text) {
    Key key = new Key(name, language);
    approved.put(key, new Template(key, "UTILITY", text));
  }

  boolean isFull() {
    return approved.size() >= MOST;
  }

  /// @return its id; empty when that name is taken in that language
  Optional<String> add(Template submitted) {
    return approved.putIfAbsent(submitted.key(), submitted) == null
        ? Optional.of(id(submitted))
        : Optional.empty();
  }

  /// What the customer reads before the parameters are put in; empty when the name or the language
  /// is unknown.
  Optional<String> text(String name, String language) {
    return Optional.ofNullable(approved.get(new Key(name, language))).map(Template::text);
  }

  /// As Meta lists them.
  ObjectNode shown() {
    ObjectNode list = JsonNodeFactory.instance.objectNode();
    ArrayNode data = list.putArray("data");
    for (Template each : approved.values()) {
      ObjectNode node = data.addObject();
      node.put("name", each.key().name()).put("language", each.key().language());
      node.put("status", "APPROVED").put("category", each.category()).put("id", id(each));
      ArrayNode components = node.putArray("components");
      components.addObject().put("type", "BODY").put("text", each.text());
      components.addObject().put("type", "call_permission_request");
    }
    return list;
  }

  /// Digits, the same whenever it is asked for.
  private static String id(Template of) {
    return Long.toString(1_000_000_000_000L + Integer.toUnsignedLong(of.key().hashCode()));
  }

  /// The placeholders of a body, from 1 on without a hole; empty when they are not.
  static Optional<List<String>> places(String text) {
    List<String> places = new ArrayList<>();
    for (int place = 1; text.contains("{{" + place + "}}"); place++) {
      places.add("{{" + place + "}}");
    }
    String rest = text;
    for (String place : places) {
      rest = rest.replace(place, "");
    }
    return rest.contains("{{") ? Optional.empty() : Optional.of(places);
  }

  /// The text with its parameters; empty when there are too few or too many.
  static Optional<String> filled(String text, List<String> parameters) {
    String filled = text;
    for (int i = 0; i < parameters.size(); i++) {
      String place = "{{" + (i + 1) + "}}";
      if (!filled.contains(place)) {
        return Optional.empty();
      }
      filled = filled.replace(place, parameters.get(i).replace("{{", ""));
    }
    return filled.contains("{{") ? Optional.empty() : Optional.of(filled);
  }
}
