package io.dering.gateway.wiring;

import io.dering.gateway.push.VapidKey;
import java.nio.file.Path;
import java.security.SecureRandom;

/// The key by which push services know this gateway, in the data folder, made at first need, for
/// the owner's eyes alone.
final class VapidFile {
  private static final String FILE = "vapid.key";

  private VapidFile() {}

  /// @throws java.io.UncheckedIOException when the file can be neither read nor made
  static VapidKey of(Path folder, SecureRandom random) {
    byte[] bytes =
        KeyFile.of(
            folder,
            FILE,
            VapidKey.LENGTH,
            () -> VapidKey.make(random).bytes(),
            "delete it, and agents allow notifications anew");
    try {
      return VapidKey.of(bytes);
    } catch (IllegalArgumentException e) {
      throw KeyFile.damaged(folder.resolve(FILE), "delete it, and agents allow notifications anew");
    }
  }
}
