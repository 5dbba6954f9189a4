package io.dering.sandbox.permission;

/// What an unanswered call of the business's leads to.
enum Unanswered {
  NOTHING,
  /// The customer is asked whether to keep the permission.
  NUDGE,
  /// The permission is gone.
  REVOKED
}
