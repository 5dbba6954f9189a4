package io.dering.signaling.id;

/// Texts from outside as every store can hold them and every page shows them, so that two ends
/// never see one text differently.
///
/// Names stand on one line beside other words, so nothing in them may change how those read. A note
/// or a message stands by itself: it may have lines, and directions as its writer's keyboard made
/// them.
public final class Texts {
  /// What is wrong with a name that is none.
  public static final String NAME_RULE =
      "must be without control characters, halves of characters and marks that turn a text around";

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

  /// Whether it may be the name of a person or a thing: storable, one line, and without what
  /// embeds, overrides or isolates directions (U+202A to U+202E, U+2066 to U+2069). Marks that
  /// belong to a script's own spelling (U+200C to U+200F) may be there.
  public static boolean isName(String text) {
    return text.codePoints()
        .allMatch(point -> isStorable(point) && !isControl(point) && !turns(point));
  }

  /// A name that somebody else lets pass, Meta for one, as a name here: storable, a space for each
  /// control character, and without what turns directions. May be empty then.
  public static String name(String foreign) {
    if (isName(foreign)) {
      return foreign;
    }
    StringBuilder kept = new StringBuilder(foreign.length());
    storable(foreign)
        .codePoints()
        .filter(point -> !turns(point))
        .forEach(point -> kept.appendCodePoint(isControl(point) ? ' ' : point));
    return kept.toString();
  }

  private static boolean isStorable(int point) {
    return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
  }

  /// The separators of lines and paragraphs break a line like the control characters do.
  private static boolean isControl(int point) {
    return Character.isISOControl(point) || point == 0x2028 || point == 0x2029;
  }

  private static boolean turns(int point) {
    return (point >= 0x202A && point <= 0x202E) || (point >= 0x2066 && point <= 0x2069);
  }
}
