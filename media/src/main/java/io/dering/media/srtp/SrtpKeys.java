package io.dering.media.srtp;

import java.util.Arrays;

/// Master keys and salts of both directions, as one end sees them. Never printed.
///
/// The arrays are copied in; an accessor gives the record's own array, which nobody writes to.
// Arrays: the JDK has no other type for keys; equals, hashCode and toString are written out below.
@SuppressWarnings("ArrayRecordComponent")
public record SrtpKeys(
    SrtpProfile profile, byte[] sendKey, byte[] sendSalt, byte[] receiveKey, byte[] receiveSalt) {

  /// Copies its arguments. Throws `IllegalArgumentException` when a length is not the profile's.
  public SrtpKeys {
    if (sendKey.length != profile.keyLength()
        || receiveKey.length != profile.keyLength()
        || sendSalt.length != profile.saltLength()
        || receiveSalt.length != profile.saltLength()) {
      throw new IllegalArgumentException("key or salt length does not fit " + profile);
    }
    sendKey = sendKey.clone();
    sendSalt = sendSalt.clone();
    receiveKey = receiveKey.clone();
    receiveSalt = receiveSalt.clone();
  }

  /// Cuts the DTLS exporter's output into client key, server key, client salt, server salt (RFC
  /// 5764 §4.2). `client` says whether we were the DTLS client.
  ///
  /// Throws `IllegalArgumentException` when there are not exactly
  /// [SrtpProfile#keyingMaterialLength] bytes.
  public static SrtpKeys fromExporter(SrtpProfile profile, byte[] keyingMaterial, boolean client) {
    if (keyingMaterial.length != profile.keyingMaterialLength()) {
      throw new IllegalArgumentException("keying material length does not fit " + profile);
    }
    int key = profile.keyLength();
    int salt = profile.saltLength();
    byte[] clientKey = Arrays.copyOfRange(keyingMaterial, 0, key);
    byte[] serverKey = Arrays.copyOfRange(keyingMaterial, key, 2 * key);
    byte[] clientSalt = Arrays.copyOfRange(keyingMaterial, 2 * key, 2 * key + salt);
    byte[] serverSalt = Arrays.copyOfRange(keyingMaterial, 2 * key + salt, 2 * (key + salt));
    return client
        ? new SrtpKeys(profile, clientKey, clientSalt, serverKey, serverSalt)
        : new SrtpKeys(profile, serverKey, serverSalt, clientKey, clientSalt);
  }

  /// A sender with the sending half, on its thread's scratch.
  public SrtpSender sender(SrtpScratch scratch) {
    return new SrtpSender(profile, sendKey, sendSalt, scratch);
  }

  /// A receiver with the receiving half, on its thread's scratch.
  public SrtpReceiver receiver(SrtpScratch scratch) {
    return new SrtpReceiver(profile, receiveKey, receiveSalt, scratch);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof SrtpKeys that
        && profile == that.profile
        && Arrays.equals(sendKey, that.sendKey)
        && Arrays.equals(sendSalt, that.sendSalt)
        && Arrays.equals(receiveKey, that.receiveKey)
        && Arrays.equals(receiveSalt, that.receiveSalt);
  }

  @Override
  public int hashCode() {
    return profile.hashCode();
  }

  @Override
  public String toString() {
    return "SrtpKeys[" + profile + ", redacted]";
  }
}
