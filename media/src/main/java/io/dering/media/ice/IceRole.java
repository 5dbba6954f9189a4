package io.dering.media.ice;

/// Who nominates (RFC 8445 §6.1.1).
public enum IceRole {
  CONTROLLING,
  CONTROLLED;

  IceRole other() {
    return this == CONTROLLING ? CONTROLLED : CONTROLLING;
  }
}
