package io.dering.bench.load;

import java.util.Locale;

/// What can be done to a gateway.
enum Scenario {
  STEADY;

  Play play() {
    return switch (this) {
      case STEADY -> new SteadyPlay();
    };
  }

  /// As it is written on the command line.
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
