package io.dering.gateway.config;

/// How the process was started, which decides what is allowed.
public enum Mode {
  /// `dering serve`: real numbers and real customers. Nothing is assumed, demo secrets are refused.
  SERVE,
  /// `dering dev`: gateway and sandbox in one process with the demo account, on loopback only.
  DEV,
  /// `dering sandbox`: the stand-in for Meta alone, on loopback only.
  SANDBOX;

  /// Whether the demo account stands below the configuration, and loopback is a must.
  public boolean demo() {
    return switch (this) {
      case SERVE -> false;
      case DEV, SANDBOX -> true;
    };
  }
}
