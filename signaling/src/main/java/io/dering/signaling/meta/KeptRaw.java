package io.dering.signaling.meta;

import io.dering.signaling.id.ChannelId;
import org.jspecify.annotations.Nullable;

/// An element that no fact was made of: stored, answered 200, logged once by `kind`.
///
/// @param field the change's `field`, e.g. `messages`
/// @param kind a stable name of what it is, e.g. `message.text`; words that this version does not
///   know are taken over when they are plain lower-case words, else `unknown` stands for them
/// @param known whether this version knows the kind (not used yet), or has never heard of it
/// @param channel the number it concerns, null if it names none
/// @param json an entry with this one change and this one element, with the matching contact;
///   personal data
public record KeptRaw(
    String field, String kind, boolean known, @Nullable ChannelId channel, String json) {
  static final String CONNECT = "call.connect";
  static final String TERMINATE = "call.terminate";

  /// Whether it is an event of a call that lacks what we need to act on it, or says it in a way
  /// that we cannot read: nobody's telephone rings, or a call does not end, because of it.
  public boolean isUnusable() {
    return !known && (kind.equals(CONNECT) || kind.equals(TERMINATE));
  }

  /// Redacted: the element is personal data.
  @Override
  public String toString() {
    return "KeptRaw[" + kind + ", known=" + known + "]";
  }
}
