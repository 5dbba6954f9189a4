package io.dering.gateway.config;

import java.util.Locale;
import java.util.regex.Pattern;

/// How keys are spelled in the environment.
final class Variables {
  private Variables() {}

  /// Matches the variables of that key, without `DERING_`, for all indices.
  static Pattern pattern(Key key) {
    String pattern = suffix(key.path().replace("[]", "[9]")).replace("_9__", "_\\d{1,3}__");
    if (key.kind().list()) {
      pattern += "(_\\d{1,3}_)?";
    }
    if (key.kind().secret()) {
      pattern += "(_FILE)?";
    }
    return Pattern.compile(pattern);
  }

  static String suffix(String path) {
    return path.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
  }
}
