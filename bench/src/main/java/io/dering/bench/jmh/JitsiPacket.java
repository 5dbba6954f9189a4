package io.dering.bench.jmh;

import io.dering.media.srtp.SrtpProfile;
import org.jitsi.srtp.SrtpContextFactory;
import org.jitsi.srtp.SrtpPolicy;
import org.jitsi.utils.ByteArrayBuffer;
import org.jitsi.utils.logging2.LoggerImpl;

/// jitsi-srtp's view of a packet in an array that has room for the tag, and how to make its
/// contexts. Our independent peer in the benchmark and in the differential test.
final class JitsiPacket implements ByteArrayBuffer {
  private final byte[] bytes;
  private int offset;
  private int length;

  JitsiPacket(byte[] bytes, int length) {
    this.bytes = bytes;
    this.length = length;
  }

  /// One direction's contexts under a master key.
  static SrtpContextFactory factory(boolean sender, SrtpProfile profile, byte[] key, byte[] salt) {
    SrtpPolicy policy =
        switch (profile) {
          case AEAD_AES_128_GCM -> new SrtpPolicy(SrtpPolicy.AESGCM_ENCRYPTION, 16, 0, 0, 16, 12);
          case AES_CM_128_HMAC_SHA1_80 ->
              new SrtpPolicy(
                  SrtpPolicy.AESCM_ENCRYPTION, 16, SrtpPolicy.HMACSHA1_AUTHENTICATION, 20, 10, 14);
        };
    return new SrtpContextFactory(
        sender, key.clone(), salt.clone(), policy, policy, new LoggerImpl("jitsi-srtp"));
  }

  @Override
  public byte[] getBuffer() {
    return bytes;
  }

  @Override
  public int getOffset() {
    return offset;
  }

  @Override
  public void setOffset(int offset) {
    this.offset = offset;
  }

  @Override
  public int getLength() {
    return length;
  }

  @Override
  public void setLength(int length) {
    this.length = length;
  }

  @Override
  public boolean isInvalid() {
    return false;
  }

  @Override
  public void readRegionToBuff(int off, int len, byte[] out) {
    System.arraycopy(bytes, offset + off, out, 0, len);
  }

  @Override
  public void grow(int howMuch) {
    if (offset + length + howMuch > bytes.length) {
      throw new IllegalStateException("no room for the tag");
    }
  }

  @Override
  public void append(byte[] data, int len) {
    System.arraycopy(data, 0, bytes, offset + length, len);
    length += len;
  }

  @Override
  public void shrink(int len) {
    length -= len;
  }
}
