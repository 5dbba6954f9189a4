package io.dering.signaling.call;

import io.dering.signaling.id.PhoneNumber;
import org.jspecify.annotations.Nullable;

/// Who calls or writes, as far as Meta tells: a number, a business-scoped user id and its parent of
/// the whole portfolio (both kept whole, prefix included), a display name. Each may be absent; a
/// customer with a username has no number (Meta reference 0.4).
public record Caller(
    @Nullable PhoneNumber phone,
    @Nullable String userId,
    @Nullable String parentUserId,
    @Nullable String name) {

  /// Without a parent id: only linked portfolios have one.
  public Caller(@Nullable PhoneNumber phone, @Nullable String userId, @Nullable String name) {
    this(phone, userId, null, name);
  }

  /// Redacted: personal data.
  @Override
  public String toString() {
    return "Caller[redacted]";
  }
}
