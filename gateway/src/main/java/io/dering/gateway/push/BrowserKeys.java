package io.dering.gateway.push;

import io.dering.signaling.agent.PushDevice;
import java.security.interfaces.ECPublicKey;
import java.util.Base64;
import java.util.Optional;

/// What only one browser can read by (RFC 8291 §2): its public key, and the secret that it shares
/// with us.
public final class BrowserKeys {
  private static final int AUTH_LENGTH = 16;

  private final ECPublicKey open;
  private final byte[] auth;

  private BrowserKeys(ECPublicKey open, byte[] auth) {
    this.open = open;
    this.auth = auth;
  }

  ECPublicKey open() {
    return open;
  }

  byte[] auth() {
    return auth.clone();
  }

  static Optional<BrowserKeys> of(PushDevice device) {
    Optional<ECPublicKey> open = decoded(device.p256dh()).flatMap(P256::publicKey);
    Optional<byte[]> auth = decoded(device.auth()).filter(bytes -> bytes.length == AUTH_LENGTH);
    return open.isPresent() && auth.isPresent()
        ? Optional.of(new BrowserKeys(open.get(), auth.get()))
        : Optional.empty();
  }

  /// What is wrong with the keys of a device: the name of the one, or empty.
  public static Optional<String> fault(PushDevice device) {
    if (decoded(device.p256dh()).flatMap(P256::publicKey).isEmpty()) {
      return Optional.of("p256dh");
    }
    return of(device).isEmpty() ? Optional.of("auth") : Optional.empty();
  }

  private static Optional<byte[]> decoded(String base64url) {
    try {
      return Optional.of(Base64.getUrlDecoder().decode(base64url));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }
}
