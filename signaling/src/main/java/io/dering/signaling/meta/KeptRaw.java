package io.dering.signaling.meta;

/// An element that no fact was made of: stored, answered 200, logged once by `kind`.
///
/// @param field the change's `field`, e.g. `messages`
/// @param kind a stable name of what it is, e.g. `message.text`, `call.unknown`
/// @param known whether this version knows the kind (not used yet), or has never heard of it
/// @param json the element's JSON text; personal data
public record KeptRaw(String field, String kind, boolean known, String json) {
  /// Redacted: the element is personal data.
  @Override
  public String toString() {
    return "KeptRaw[" + kind + ", known=" + known + "]";
  }
}
