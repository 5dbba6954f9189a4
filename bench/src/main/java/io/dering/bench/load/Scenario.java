package io.dering.bench.load;

import java.util.Locale;

/// What can be done to a gateway.
enum Scenario {
  STEADY,
  STORM,
  FLOOD,
  SOAK,
  RECONNECT,
  CHURN;

  Play play() {
    return switch (this) {
      case STEADY -> new SteadyPlay();
      case STORM -> new StormPlay();
      case FLOOD -> new FloodPlay();
      case SOAK -> new SoakPlay();
      case RECONNECT -> new ReconnectPlay();
      case CHURN -> new ChurnPlay();
    };
  }

  /// As it is written on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
