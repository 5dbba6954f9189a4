package io.dering.signaling.id;

/// Texts from outside as every store can hold them, so that two ends never see one text
/// differently.
public final class Texts {
  private static final char UNKNOWN = '\uFFFD';

  private Texts() {}

  /// The text with U+FFFD for each U+0000, which PostgreSQL cannot hold, and for each half of a
  /// surrogate pair, which UTF-8 cannot write. As long as it was.
  public static String storable(String text) {
    if (isStorable(text)) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().forEach(point -> kept.appendCodePoint(isStorable(point) ? point : UNKNOWN));
    return kept.toString();
  }

  public static boolean isStorable(String text) {
    return text.codePoints().allMatch(Texts::isStorable);
  }

  private static boolean isStorable(int point) {
    return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
  }
}
