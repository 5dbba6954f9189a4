package io.dering.gateway.graph;

import java.net.URI;
import java.time.Duration;

/// @param url everything before `/{phone-number-id}`, version included, without a slash at the end
/// @param accessToken sent as the bearer token, and nowhere else
/// @param connectTimeout for TCP and TLS
/// @param answerTimeout from sending to the last byte of the answer. Less gives up on a slow Meta
///   earlier, more leaves the customer waiting
/// @param patience for one command with all its repeats; no repeat begins after it
/// @param firstPause before the first repeat; doubled for each further one, with a random part
public record GraphSettings(
    URI url,
    String accessToken,
    Duration connectTimeout,
    Duration answerTimeout,
    Duration patience,
    Duration firstPause) {

  public GraphSettings {
    String scheme = url.getScheme();
    if (url.getHost() == null || !("https".equals(scheme) || "http".equals(scheme))) {
      throw new IllegalArgumentException("the Graph URL must be an http or https URL");
    }
    if (url.getRawQuery() != null || url.getRawFragment() != null) {
      throw new IllegalArgumentException("the Graph URL must have no query and no fragment");
    }
    if (accessToken.isBlank()) {
      throw new IllegalArgumentException("the Graph API needs an access token");
    }
  }

  /// 2 s to connect, 4 s for an answer, 8 s in all, 200 ms before the first repeat.
  public static GraphSettings of(String url, String accessToken) {
    String trimmed = url.endsWith("/") ? url.substring(0, url.length() - 1) : url;
    return new GraphSettings(
        URI.create(trimmed),
        accessToken,
        Duration.ofSeconds(2),
        Duration.ofSeconds(4),
        Duration.ofSeconds(8),
        Duration.ofMillis(200));
  }

  /// Redacted.
  @Override
  public String toString() {
    return "GraphSettings[" + url + "]";
  }
}
