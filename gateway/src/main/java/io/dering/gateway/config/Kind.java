package io.dering.gateway.config;

/// What a key holds.
enum Kind {
  TEXT,
  NUMBER,
  SWITCH,
  LIST,
  SECRET,
  SECRETS;

  boolean secret() {
    return this == SECRET || this == SECRETS;
  }

  boolean list() {
    return this == LIST || this == SECRETS;
  }
}
