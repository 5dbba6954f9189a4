package io.dering.gateway.cli;

/// What came out of one look of the doctor's.
///
/// @param sentence what is so and, where it is not as it should be, what mends it
record Finding(String name, Grade grade, String sentence) {
  /// How it is.
  enum Grade {
    OK,
    /// It runs, though not as well as it could, or could not be looked at.
    WARN,
    /// Calls will fail.
    FAIL
  }

  static Finding ok(String name, String sentence) {
    return new Finding(name, Grade.OK, sentence);
  }

  static Finding warn(String name, String sentence) {
    return new Finding(name, Grade.WARN, sentence);
  }

  static Finding fail(String name, String sentence) {
    return new Finding(name, Grade.FAIL, sentence);
  }
}
