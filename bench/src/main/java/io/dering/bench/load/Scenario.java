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

  /// The usual one of its kind.
  Play play() {
    return play(Choice.USUAL);
  }

  Play play(Choice choice) {
    return switch (this) {
      case STEADY -> new SteadyPlay();
      case STORM -> new StormPlay();
      case FLOOD -> new FloodPlay(choice);
      case SOAK -> new SoakPlay();
      case RECONNECT -> new ReconnectPlay();
      case CHURN -> new ChurnPlay();
      case OVERLOAD -> new OverloadPlay(choice);
    };
  }

  /// As it is written on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
