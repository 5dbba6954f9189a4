package io.dering.signaling.permission;

/// What became different, for whoever is told.
public sealed interface PermissionChange {
  /// Meta has taken a request.
  record Requested(Ask ask) implements PermissionChange {}

  record Granted(Grant grant, GrantSource source) implements PermissionChange {}

  /// The customer said no, or took back what was granted.
  record Denied() implements PermissionChange {}

  /// A temporary grant has run out.
  record Expired() implements PermissionChange {}

  /// It was taken away, though the customer did not say so.
  record Revoked(GrantSource source) implements PermissionChange {}

  /// A request ended without an answer (PM-4), or was not sent.
  record AskEnded(Ask ask) implements PermissionChange {}

  /// What was answered cannot be read: ask Meta.
  record AskMeta() implements PermissionChange {}
}
