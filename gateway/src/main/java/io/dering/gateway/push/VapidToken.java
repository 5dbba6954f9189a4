package io.dering.gateway.push;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/// Says to a push service who sends (RFC 8292 §2, §3).
///
/// @param subject whom to write to about pushes that do harm, a `mailto:` or `https:` URL; empty:
///   not said
record VapidToken(VapidKey key, String subject) {
  /// At most 24 h (RFC 8292 §2); more lets a stolen one be used longer.
  private static final Duration LIFE = Duration.ofHours(1);

  private static final String HEADER =
      VapidKey.text("{\"typ\":\"JWT\",\"alg\":\"ES256\"}".getBytes(StandardCharsets.UTF_8));

  /// The `Authorization` header of a request to that service.
  String authorization(URI endpoint, Instant now) {
    JsonObject claims =
        new JsonObject().put("aud", origin(endpoint)).put("exp", now.plus(LIFE).getEpochSecond());
    if (!subject.isEmpty()) {
      claims.put("sub", subject);
    }
    String signed = HEADER + "." + VapidKey.text(claims.encode().getBytes(StandardCharsets.UTF_8));
    return "vapid t=" + signed + "." + key.sign(signed) + ", k=" + key.publicText();
  }

  /// RFC 6454 §6.1: without the port that the scheme has anyway.
  private static String origin(URI endpoint) {
    String scheme = endpoint.getScheme().toLowerCase(Locale.ROOT);
    boolean usual =
        endpoint.getPort() < 0 || endpoint.getPort() == (scheme.equals("https") ? 443 : 80);
    return scheme
        + "://"
        + endpoint.getHost().toLowerCase(Locale.ROOT)
        + (usual ? "" : ":" + endpoint.getPort());
  }
}
