package io.dering.gateway.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/// What a verb sees of the world.
///
/// @param environment the process's variables
/// @param out answers
/// @param err what is wrong
/// @param procSys the kernel's settings, `/proc/sys` on Linux
/// @param clock the time of day
/// @param random what questions to the outside are told by
public record Surroundings(
    Map<String, String> environment,
    PrintStream out,
    PrintStream err,
    Path procSys,
    InstantSource clock,
    RandomGenerator random) {
  public Surroundings {
    environment = Map.copyOf(environment);
  }

  /// The real ones.
  public static Surroundings real(InstantSource clock, RandomGenerator random) {
    return new Surroundings(
        System.getenv(), System.out, System.err, Path.of("/proc/sys"), clock, random);
  }
}
