package io.dering.transport.http;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// Where the server listens and how.
///
/// @param host address to bind, for example `127.0.0.1`
/// @param port 0 to 65535; 0 lets the system choose
/// @param tls certificate and key, or null for clear text (loopback, or behind a trusted proxy)
/// @param limits what one client may cost
public record HttpSettings(String host, int port, @Nullable Tls tls, HttpLimits limits) {
  public HttpSettings {
    if (host.isBlank()) {
      throw new IllegalArgumentException("host must not be empty");
    }
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port must be 0 to 65535, not " + port);
    }
  }

  /// Clear text with the default limits.
  public static HttpSettings clear(String host, int port) {
    return new HttpSettings(host, port, null, HttpLimits.DEFAULTS);
  }

  /// PEM files: the certificate chain, and its private key (PKCS #8).
  public record Tls(Path certificate, Path key) {}
}
