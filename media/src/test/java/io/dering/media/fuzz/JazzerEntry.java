package io.dering.media.fuzz;

/// Where Jazzer comes in; it finds both methods by their names. The target is `--target_args`.
public final class JazzerEntry {
  // Jazzer's protocol is static: it makes no instance.
  private static FuzzTarget target = FuzzTarget.STUN;

  private JazzerEntry() {}

  /// Once, before the first input.
  public static void fuzzerInitialize(String[] args) {
    target = FuzzTarget.ofFolder(args[0]);
  }

  /// Each input.
  public static void fuzzerTestOneInput(byte[] input) {
    target.run(input);
  }
}
