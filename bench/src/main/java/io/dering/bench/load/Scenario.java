package io.dering.bench.load;

import java.util.Locale;

/// What can be done to a gateway.
enum Scenario {
  STEADY,
  STORM,
  FLOOD,
  SOAK,
  RECONNECT,
  CHURN,
  OVERLOAD;

  Play play() {
    return switch (this) {
      case STEADY -> new SteadyPlay();
      case STORM -> new StormPlay();
      case FLOOD -> new FloodPlay();
      case SOAK -> new SoakPlay();
      case RECONNECT -> new ReconnectPlay();
      case CHURN -> new ChurnPlay();
      case OVERLOAD -> new OverloadPlay();
    };
  }

  /// As it is written on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
