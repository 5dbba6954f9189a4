package io.dering.gateway.agents;

/// Why a socket ended, with the close code that the page sees (RFC 6455 §7.4; 44xx are ours).
public enum DeskClose {
  /// The page closed, or the network did.
  BY_PEER(1000, ""),
  SERVER_STOPPING(1001, "the server is stopping"),
  NOT_TEXT(1003, "text messages only"),
  TOO_BIG(1009, "message too big"),
  /// The switchboard is full, or there are too many sockets.
  OVERLOADED(1013, "try again later"),
  BAD_MESSAGE(4400, "bad message"),
  NOT_SIGNED_IN(4401, "not signed in"),
  HELLO_TOO_LATE(4408, "hello too late"),
  REPLACED(4409, "this page is connected again"),
  TOO_MANY_MESSAGES(4429, "too many messages"),
  /// It does not read what we send.
  TOO_SLOW(4430, "too much unread"),
  /// Neither a message nor a pong for too long.
  SILENT(4431, "no sign of life"),
  /// The agent has as many sockets as one may have.
  TOO_MANY_SOCKETS(4432, "too many sockets of this agent");

  private final short code;
  private final String reason;

  DeskClose(int code, String reason) {
    this.code = (short) code;
    this.reason = reason;
  }

  /// The close code on the wire.
  public short code() {
    return code;
  }

  /// The close reason on the wire.
  public String reason() {
    return reason;
  }
}
