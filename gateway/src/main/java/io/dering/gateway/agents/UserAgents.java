package io.dering.gateway.agents;

import io.dering.signaling.agent.Device;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The family of browser and platform out of a `User-Agent` (RFC 9110 §10.1.5). Nothing of the text
/// itself is kept: it is the client's own claim, as long as it likes, and may name a person's
/// device.
final class UserAgents {
  /// Order matters: nearly every browser claims to be the ones before it.
  private static final List<Family> BROWSERS =
      List.of(
          new Family("Edg", "Edge"),
          new Family("OPR/", "Opera"),
          new Family("SamsungBrowser/", "Samsung Internet"),
          new Family("Firefox/", "Firefox"),
          new Family("FxiOS/", "Firefox"),
          new Family("CriOS/", "Chrome"),
          new Family("Chrome/", "Chrome"),
          new Family("Safari/", "Safari"));

  private static final List<Family> PLATFORMS =
      List.of(
          new Family("Android", "Android"),
          new Family("iPhone", "iOS"),
          new Family("iPad", "iOS"),
          new Family("Windows", "Windows"),
          new Family("CrOS", "ChromeOS"),
          new Family("Mac OS X", "macOS"),
          new Family("Linux", "Linux"));

  private UserAgents() {}

  private record Family(String mark, String name) {}

  static Device device(@Nullable String userAgent) {
    return userAgent == null
        ? Device.UNKNOWN
        : new Device(family(BROWSERS, userAgent), family(PLATFORMS, userAgent));
  }

  private static String family(List<Family> families, String userAgent) {
    return families.stream()
        .filter(family -> userAgent.contains(family.mark()))
        .map(Family::name)
        .findFirst()
        .orElse("Other");
  }
}
