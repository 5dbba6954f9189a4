package io.dering.bench.peers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An end's SDP with keys in it: where it is, and what it encrypts with.
///
/// @param tag of the crypto attribute: an answer repeats that of the offer's it has chosen (RFC
///   4568 §5.1.2)
/// @param keyAndSalt never printed
// Arrays: the JDK has no other type for keys; equals, hashCode and toString are written out below.
@SuppressWarnings("ArrayRecordComponent")
record SdesSdp(InetSocketAddress at, int tag, SdesSuite suite, byte[] keyAndSalt) {
  private static final Pattern CONNECTION = Pattern.compile("(?m)^c=IN IP4 (\\S+)");
  private static final Pattern MEDIA = Pattern.compile("(?m)^m=audio (\\d+) ");
  private static final Pattern CRYPTO =
      Pattern.compile("(?m)^a=crypto:(\\d{1,9}) (\\S+) inline:([A-Za-z0-9+/=]+)");

  String text() {
    String host = at.getAddress().getHostAddress();
    return """
    v=0
    o=- 1 1 IN IP4 %s
    s=-
    c=IN IP4 %s
    t=0 0
    m=audio %d RTP/SAVP 111
    a=rtpmap:111 opus/48000/2
    a=crypto:%d %s inline:%s
    a=rtcp-mux
    a=sendrecv
    """
        .formatted(
            host, host, at.getPort(), tag, suite, Base64.getEncoder().encodeToString(keyAndSalt))
        .replace("\n", "\r\n");
  }

  /// @param suite whose key is wanted, where several are offered
  /// @throws IOException when it says no IPv4 address, no port or no such key
  static SdesSdp read(String sdp, SdesSuite suite) throws IOException {
    Matcher connection = CONNECTION.matcher(sdp);
    Matcher media = MEDIA.matcher(sdp);
    if (connection.find() && media.find()) {
      InetSocketAddress at =
          new InetSocketAddress(
              InetAddress.ofLiteral(connection.group(1)), Integer.parseInt(media.group(1)));
      Matcher crypto = CRYPTO.matcher(sdp);
      while (crypto.find()) {
        byte[] key = Base64.getDecoder().decode(crypto.group(3));
        if (crypto.group(2).equals(suite.name())
            && key.length == SdesSuite.KEY_LENGTH + SdesSuite.SALT_LENGTH) {
          return new SdesSdp(at, Integer.parseInt(crypto.group(1)), suite, key);
        }
      }
    }
    throw new IOException("no " + suite + " for an IPv4 address in the SDP");
  }

  byte[] key() {
    return Arrays.copyOf(keyAndSalt, SdesSuite.KEY_LENGTH);
  }

  byte[] salt() {
    return Arrays.copyOfRange(keyAndSalt, SdesSuite.KEY_LENGTH, keyAndSalt.length);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof SdesSdp that
        && at.equals(that.at)
        && tag == that.tag
        && suite == that.suite
        && Arrays.equals(keyAndSalt, that.keyAndSalt);
  }

  @Override
  public int hashCode() {
    return at.hashCode();
  }

  @Override
  public String toString() {
    return "SdesSdp[" + at + ", " + suite + ", redacted]";
  }
}
