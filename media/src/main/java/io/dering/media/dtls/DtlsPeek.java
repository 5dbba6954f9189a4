package io.dering.media.dtls;

/// Finds out which end a plaintext handshake datagram comes from, without state or side effect.
///
/// Nothing is authenticated here: the answer only picks the engine whose filter looks closely.
///
/// ```
///  record   0      1..2     3..4    5..10     11..12     13
///           type   version  epoch   sequence  length     message type   (RFC 6347 §4.2.2)
/// ```
public final class DtlsPeek {
  private static final int EPOCH_OFFSET = 3;
  private static final int MESSAGE_OFFSET = 13;
  private static final int NUMBER_OFFSET = 4;
  private static final int ALERT = 21;
  private static final int HANDSHAKE = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_HELLO = 2;
  private static final int HELLO_VERIFY_REQUEST = 3;

  private DtlsPeek() {}

  /// Whether a ClientHello begins here: the sender wants to be the client.
  public static boolean isClientHello(byte[] b, int off, int len) {
    return message(b, off, len) == CLIENT_HELLO;
  }

  /// Whether the answer to a ClientHello begins here: the sender is the server.
  public static boolean isAnswerToHello(byte[] b, int off, int len) {
    int message = message(b, off, len);
    return message == SERVER_HELLO || message == HELLO_VERIFY_REQUEST;
  }

  /// Whether a HelloVerifyRequest begins here: somebody says that the server wants a cookie back.
  public static boolean isHelloVerifyRequest(byte[] b, int off, int len) {
    return message(b, off, len) == HELLO_VERIFY_REQUEST;
  }

  /// Whether a ServerHello begins here.
  public static boolean isServerHello(byte[] b, int off, int len) {
    return message(b, off, len) == SERVER_HELLO;
  }

  /// The number of the message that begins here: the first of an end is 0, and a hello that brings
  /// a cookie back is 1.
  public static int messageNumber(byte[] b, int off) {
    int at = off + MESSAGE_OFFSET + NUMBER_OFFSET;
    return (b[at] & 0xFF) << 8 | (b[at + 1] & 0xFF);
  }

  /// Whether a record begins here that says a handshake message in the clear, or a piece of one.
  public static boolean isHandshake(byte[] b, int off, int len) {
    return message(b, off, len) >= 0;
  }

  /// Whether an alert begins here, encrypted or not: the record's type is always in the clear.
  public static boolean isAlert(byte[] b, int off, int len) {
    return len > 0 && (b[off] & 0xFF) == ALERT;
  }

  /// The type of the message that begins here, -1 for none.
  private static int message(byte[] b, int off, int len) {
    boolean plaintextHandshake =
        len > MESSAGE_OFFSET
            && (b[off] & 0xFF) == HANDSHAKE
            && b[off + EPOCH_OFFSET] == 0
            && b[off + EPOCH_OFFSET + 1] == 0;
    return plaintextHandshake ? b[off + MESSAGE_OFFSET] & 0xFF : -1;
  }
}
