package io.dering.gateway.wiring;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;

/// The key that signs session tokens: 32 random bytes in the data folder, made at first need, for
/// the owner's eyes alone.
public final class TokenKey {
  private static final String FILE = "token.key";
  private static final int LENGTH = 32;

  private TokenKey() {}

  /// @throws UncheckedIOException when the file can be neither read nor made
  public static byte[] of(Path folder, SecureRandom random) {
    return KeyFile.of(
        folder,
        FILE,
        LENGTH,
        () -> {
          byte[] key = new byte[LENGTH];
          random.nextBytes(key);
          return key;
        },
        "delete it, and tokens made before end");
  }
}
