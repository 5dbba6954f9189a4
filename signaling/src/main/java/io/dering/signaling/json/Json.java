package io.dering.signaling.json;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A JSON value.
public sealed interface Json {

  /// An object; the order of its fields is kept.
  record Obj(Map<String, Json> fields) implements Json {
    public static final Obj EMPTY = new Obj(Map.of());

    public Obj {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /// A field's string; empty if absent or of another type.
    public Optional<String> text(String name) {
      return fields.get(name) instanceof Text text ? Optional.of(text.value()) : Optional.empty();
    }

    /// A field's string or number as text: Meta writes times and durations both ways.
    public Optional<String> scalar(String name) {
      return fields.get(name) instanceof Num num ? Optional.of(num.literal()) : text(name);
    }

    /// A field's whole number, written as number or string.
    public Optional<Long> whole(String name) {
      return scalar(name).flatMap(Obj::parseWhole);
    }

    /// A field's object; empty if absent or of another type.
    public Optional<Obj> object(String name) {
      return fields.get(name) instanceof Obj obj ? Optional.of(obj) : Optional.empty();
    }

    /// A field's elements; none if absent or not an array.
    public List<Json> elements(String name) {
      return fields.get(name) instanceof Arr arr ? arr.elements() : List.of();
    }

    /// Those elements of an array field that are objects.
    public List<Obj> objects(String name) {
      return elements(name).stream().filter(Obj.class::isInstance).map(Obj.class::cast).toList();
    }

    public boolean has(String name) {
      return fields.containsKey(name);
    }

    private static Optional<Long> parseWhole(String text) {
      if (text.isEmpty() || text.length() > MAX_DIGITS) {
        return Optional.empty();
      }
      for (int i = 0; i < text.length(); i++) {
        if (text.charAt(i) < '0' || text.charAt(i) > '9') {
          return Optional.empty();
        }
      }
      return Optional.of(Long.parseLong(text));
    }

    /// Fewer than a long can hold; unix seconds have 10.
    private static final int MAX_DIGITS = 15;
  }

  record Arr(List<Json> elements) implements Json {
    public Arr {
      elements = List.copyOf(elements);
    }
  }

  record Text(String value) implements Json {}

  /// A number as it was written.
  record Num(String literal) implements Json {}

  record Bool(boolean value) implements Json {}

  record Null() implements Json {}
}
