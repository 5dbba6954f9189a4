package io.dering.signaling.json;

/// What a text turned out to be.
public sealed interface JsonResult {
  record Parsed(Json value) implements JsonResult {}

  /// `position` is the byte (or character) at which reading stopped, -1 if unknown.
  record Refused(JsonRefusal reason, long position) implements JsonResult {}
}
