package io.dering.gateway.wiring;

import io.dering.gateway.storage.PrivateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;

/// The key that signs session tokens: 32 random bytes in the data folder, made at first need, for
/// the owner's eyes alone.
public final class TokenKey {
  private static final String FILE = "token.key";
  private static final int LENGTH = 32;

  private TokenKey() {}

  /// @throws UncheckedIOException when the file can be neither read nor made
  public static byte[] of(Path folder, SecureRandom random) {
    Path file = folder.resolve(FILE);
    try {
      if (!Files.exists(file)) {
        PrivateFolder.require(folder);
        byte[] key = new byte[LENGTH];
        random.nextBytes(key);
        Path fresh = Files.createTempFile(folder, FILE, ".new"); // The owner's alone.
        Files.write(fresh, key, StandardOpenOption.SYNC);
        Files.move(fresh, file);
      }
      byte[] key = Files.readAllBytes(file);
      if (key.length < LENGTH) {
        throw new UncheckedIOException(
            new IOException(file + " is damaged: delete it, and tokens made before end."));
      }
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
