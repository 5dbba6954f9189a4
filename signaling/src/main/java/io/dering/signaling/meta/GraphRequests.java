package io.dering.signaling.meta;

import io.dering.signaling.switchboard.Command;

/// Writes the bodies of Graph requests: documented fields only, lower case.
public final class GraphRequests {
  private GraphRequests() {}

  /// The JSON body of `POST /{phone-number-id}/calls`.
  public static byte[] body(Command.ForGraph command) {
    return command.action().wire().getBytes(java.nio.charset.StandardCharsets.UTF_8);
  }
}
