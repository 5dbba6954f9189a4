package io.dering.bench.peers;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Strings, integers, lists and dictionaries as rtpengine's control protocol writes them (BEP 3).
/// Strings are ISO 8859-1, a character for a byte.
final class Bencode {
  private final String text;
  private int at;

  private Bencode(String text) {
    this.text = text;
  }

  /// @param value a String, a Long, a List or a Map of these
  static String encode(Object value) {
    StringBuilder out = new StringBuilder();
    encode(value, out);
    return out.toString();
  }

  private static void encode(Object value, StringBuilder out) {
    switch (value) {
      case String string ->
          out.append(string.getBytes(StandardCharsets.ISO_8859_1).length)
              .append(':')
              .append(string);
      case Long number -> out.append('i').append(number.longValue()).append('e');
      case List<?> list -> {
        out.append('l');
        list.forEach(one -> encode(one, out));
        out.append('e');
      }
      case Map<?, ?> map -> {
        out.append('d');
        new TreeMap<>(map)
            .forEach((key, one) -> {
              encode(key, out);
              encode(one, out);
            });
        out.append('e');
      }
      default -> throw new IllegalArgumentException("no bencoding of " + value.getClass());
    }
  }

  /// @throws IllegalArgumentException for what is no dictionary
  static Map<?, ?> dictionary(String text) {
    try {
      if (new Bencode(text).next() instanceof Map<?, ?> map) {
        return map;
      }
    } catch (StringIndexOutOfBoundsException | NumberFormatException e) {
      throw new IllegalArgumentException("cut off, or no bencoding", e);
    }
    throw new IllegalArgumentException("no dictionary");
  }

  private Object next() {
    return switch (text.charAt(at)) {
      case 'i' -> {
        int end = text.indexOf('e', at);
        long number = Long.parseLong(text.substring(at + 1, end));
        at = end + 1;
        yield number;
      }
      case 'l' -> {
        List<Object> list = new ArrayList<>();
        at++;
        while (text.charAt(at) != 'e') {
          list.add(next());
        }
        at++;
        yield list;
      }
      case 'd' -> {
        Map<String, Object> map = new TreeMap<>();
        at++;
        while (text.charAt(at) != 'e') {
          map.put((String) next(), next());
        }
        at++;
        yield map;
      }
      default -> {
        int colon = text.indexOf(':', at);
        int end = colon + 1 + Integer.parseInt(text.substring(at, colon));
        at = end;
        yield text.substring(colon + 1, end);
      }
    };
  }
}
