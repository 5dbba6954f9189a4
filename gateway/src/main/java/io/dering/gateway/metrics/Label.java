package io.dering.gateway.metrics;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/// A label of a metric with the values it may take. What is not among them is counted as `other`.
public record Label(String name, Set<String> values) {
  /// The value of everything unexpected.
  public static final String OTHER = "other";

  public Label {
    Set<String> all = new LinkedHashSet<>(values);
    all.add(OTHER);
    values = Set.copyOf(all);
  }

  static Label of(String name, String... values) {
    return new Label(name, new LinkedHashSet<>(List.of(values)));
  }

  static <E extends Enum<E>> Label of(String name, Class<E> values) {
    return new Label(
        name,
        new LinkedHashSet<>(Arrays.stream(values.getEnumConstants()).map(Label::value).toList()));
  }

  /// An enum's constant as a label value: `HUNG_UP` is `hung_up`.
  public static String value(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  String bounded(String value) {
    return values.contains(value) ? value : OTHER;
  }
}
