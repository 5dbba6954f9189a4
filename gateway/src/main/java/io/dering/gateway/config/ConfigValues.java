package io.dering.gateway.config;

import io.smallrye.config.SmallRyeConfig;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.ConfigValue;

/// The layered sources as typed values, one per key; what is absent or blank is the default.
final class ConfigValues {
  private final SmallRyeConfig config;
  private final String fileName;

  ConfigValues(SmallRyeConfig config, String fileName) {
    this.config = config;
    this.fileName = fileName;
  }

  /// The text of `path` (with indices), or `fallback`.
  String text(String path, String fallback) {
    String value = config.getConfigValue(path).getValue();
    return value == null || value.isBlank() ? fallback : value.strip();
  }

  int number(Key key, String path, int fallback) {
    String text = text(path, "");
    if (text.isEmpty()) {
      return fallback;
    }
    if (!text.matches("-?\\d{1,9}")) {
      throw new InvalidConfig("%s must be %s, not `%s`.".formatted(path, key.bounds(), text));
    }
    return key.check(Integer.parseInt(text));
  }

  boolean flag(Key key, String path, boolean fallback) {
    return switch (text(path, "")) {
      case "" -> fallback;
      case "true" -> true;
      case "false" -> false;
      case String other ->
          throw new InvalidConfig("%s must be %s, not `%s`.".formatted(path, key.bounds(), other));
    };
  }

  List<String> list(String path) {
    return config
        .getOptionalValues(path, String.class, ArrayList::new)
        .map(values -> values.stream().map(String::strip).filter(v -> !v.isEmpty()).toList())
        .orElse(List.of());
  }

  Secret secret(String path) {
    return Secret.of(text(path, ""));
  }

  List<Secret> secrets(String path) {
    return list(path).stream().map(Secret::of).filter(Secret::isSet).toList();
  }

  /// How many elements the list of maps at `path` has: up to the first index of which no key is
  /// set.
  int count(String path) {
    int index = 0;
    while (isSet(path + "[" + index + "]")) {
      index++;
    }
    return index;
  }

  private boolean isSet(String element) {
    String generic = element.replaceAll("\\[\\d+]", "[]") + ".";
    return Key.all().stream()
        .filter(key -> key.path().startsWith(generic))
        .map(key -> element + "." + key.path().substring(generic.length()).replace("[]", "[0]"))
        .anyMatch(path -> !text(path, "").isEmpty() || !list(path).isEmpty());
  }

  /// One line for each key that some source sets, and for each that stands at its default.
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    for (Key key : Key.all()) {
      describe(key, key.path(), lines);
    }
    return lines;
  }

  private void describe(Key key, String path, List<String> lines) {
    int brackets = path.indexOf("[]");
    if (brackets >= 0) {
      for (int i = 0; i < count(path.substring(0, brackets)); i++) {
        describe(
            key, path.substring(0, brackets) + "[" + i + "]" + path.substring(brackets + 2), lines);
      }
      return;
    }
    List<String> values =
        key.kind().list()
            ? list(path)
            : text(path, "").isEmpty() ? List.of() : List.of(text(path, ""));
    if (values.isEmpty()) {
      if (!key.inList()) {
        lines.add(line(path, key.kind().secret() ? "unset" : key.shown(), "default"));
      }
      return;
    }
    lines.add(line(path, key.kind().secret() ? "set" : String.join(", ", values), origin(path)));
  }

  private String origin(String path) {
    ConfigValue value = config.getConfigValue(path);
    ConfigValue first = config.getConfigValue(path + "[0]");
    ConfigValue stronger = first.getSourceOrdinal() > value.getSourceOrdinal() ? first : value;
    return switch (stronger.getSourceOrdinal()) {
      case 300 -> "environment";
      case 110 -> fileName;
      default -> "demo";
    };
  }

  private static String line(String path, String value, String origin) {
    return "%s: %s  # %s".formatted(path, value.isEmpty() ? "\"\"" : value, origin);
  }
}
