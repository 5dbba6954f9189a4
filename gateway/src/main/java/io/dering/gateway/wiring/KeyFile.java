package io.dering.gateway.wiring;

import io.dering.gateway.storage.PrivateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/// A secret in the data folder, made at first need, for the owner's eyes alone.
final class KeyFile {
  private KeyFile() {}

  /// @param length how many bytes it has, at least
  /// @param cure what to do about a file that is damaged, and what that costs
  /// @throws UncheckedIOException when the file can be neither read nor made
  static byte[] of(Path folder, String name, int length, Supplier<byte[]> fresh, String cure) {
    Path file = folder.resolve(name);
    try {
      if (!Files.exists(file)) {
        PrivateFolder.require(folder);
        Path made = Files.createTempFile(folder, name, ".new"); // The owner's alone.
        Files.write(made, fresh.get(), StandardOpenOption.SYNC);
        Files.move(made, file);
      }
      byte[] key = Files.readAllBytes(file);
      if (key.length < length) {
        throw damaged(file, cure);
      }
      return key;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static UncheckedIOException damaged(Path file, String cure) {
    return new UncheckedIOException(new IOException(file + " is damaged: " + cure + "."));
  }
}
