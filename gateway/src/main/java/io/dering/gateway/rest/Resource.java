package io.dering.gateway.rest;

/// The operations about one kind of thing.
public interface Resource {
  /// Puts each operation where the contract says. Called once.
  void mount(Operations operations);
}
