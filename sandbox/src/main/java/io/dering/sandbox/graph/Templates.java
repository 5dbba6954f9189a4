package io.dering.sandbox.graph;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The templates that "Meta" has approved: all of category UTILITY, all with the component
/// `call_permission_request` (Meta reference 3.2).
final class Templates {
  /// Text by name, then by language exactly as approved: `en` is not `en_US`.
  private static final Map<String, Map<String, String>> APPROVED =
      Map.of(
          "call_permission",
          Map.of(
              "en", "May we call you about your request?",
              "id", "Bolehkah kami menelepon Anda tentang permintaan Anda?"),
          "call_permission_caption",
          Map.of("en", "May we call you? {{1}}", "id", "Bolehkah kami menelepon Anda? {{1}}"),
          "call_permission_order",
          Map.of(
              "en", "Hello {{1}}, may we call you about order {{2}}?",
              "id", "Halo {{1}}, bolehkah kami menelepon Anda tentang pesanan {{2}}?"));

  private Templates() {}

  /// What the customer reads before the parameters are put in; empty when the name or the language
  /// is unknown.
  static Optional<String> text(String name, String language) {
    return Optional.ofNullable(APPROVED.getOrDefault(name, Map.of()).get(language));
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
