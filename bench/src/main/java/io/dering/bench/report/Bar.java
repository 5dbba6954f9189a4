package io.dering.bench.report;

/// What a figure has to come to.
///
/// @param key what the bar is called on the command line and in JSON; its unit comes last
/// @param name for people
/// @param unit for people; empty for a number of things
public record Bar(String key, String name, Side side, double value, String unit) {
  public enum Side {
    AT_MOST("≤"),
    AT_LEAST("≥");

    private final String sign;

    Side(String sign) {
      this.sign = sign;
    }

    String sign() {
      return sign;
    }
  }

  public static Bar atMost(String key, String name, double value, String unit) {
    return new Bar(key, name, Side.AT_MOST, value, unit);
  }

  public static Bar atLeast(String key, String name, double value, String unit) {
    return new Bar(key, name, Side.AT_LEAST, value, unit);
  }

  Bar moved(double to) {
    return new Bar(key, name, side, to, unit);
  }
}
