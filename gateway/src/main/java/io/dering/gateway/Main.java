package io.dering.gateway;

import io.dering.gateway.cli.Cli;
import io.dering.gateway.cli.Surroundings;
import io.dering.gateway.wiring.Launch;

/// The process `dering`.
public final class Main {
  private Main() {}

  public static void main(String[] arguments) {
    System.exit(
        Cli.run(
            arguments, Surroundings.real(Launch.wallClock(), Launch.randomness()), new Launch()));
  }
}
