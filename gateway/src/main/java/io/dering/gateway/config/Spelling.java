package io.dering.gateway.config;

import java.util.Comparator;
import java.util.List;

/// What the writer of an unknown key probably meant.
final class Spelling {
  private Spelling() {}

  static List<String> paths() {
    return Key.all().stream().map(Key::path).toList();
  }

  static List<String> variables() {
    return Key.all().stream().map(Key::variable).toList();
  }

  /// The end of the sentence: a guess when one is near, a full stop otherwise.
  static String suggestion(String written, List<String> known) {
    String generic = written.replaceAll("\\[\\d+]", "[]");
    return known.stream()
        .min(Comparator.comparingInt(name -> distance(generic, name)))
        .filter(name -> distance(generic, name) <= Math.max(2, name.length() / 4))
        .map(name -> "; did you mean %s?".formatted(name))
        .orElse("; `dering config reference` lists them all.");
  }

  /// Whether `name`, as written in a file with indices, is this key.
  static boolean isKey(Key key, String name) {
    String generic = name.replaceAll("\\[\\d+]", "[]");
    return generic.equals(key.path()) || (key.kind().list() && generic.equals(key.path() + "[]"));
  }

  /// Levenshtein's distance.
  static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
