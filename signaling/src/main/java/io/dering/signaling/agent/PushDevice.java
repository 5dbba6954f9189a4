package io.dering.signaling.agent;

import io.dering.signaling.id.PushDeviceId;

/// Where the browser of an agent takes pushes while no page is open (RFC 8030), and the keys that
/// only it can read by (RFC 8291). Text as the browser gave it; the heart looks at none of it.
///
/// @param endpoint the URL at the browser's push service
/// @param p256dh the browser's public key: 65 bytes in base64url
/// @param auth the shared secret: 16 bytes in base64url
public record PushDevice(PushDeviceId id, String endpoint, String p256dh, String auth) {
  /// Redacted: whoever knows the address and the keys can wake this browser.
  @Override
  public String toString() {
    return "PushDevice[" + id + "]";
  }
}
