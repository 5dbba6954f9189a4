package io.dering.media.leg;

/// What our SDP says of the DTLS roles (`a=setup`, RFC 4145 §4, RFC 5763 §5). Where the peer
/// insists on a role, an answer gives it the other one whatever stands here.
public enum DtlsManner {
  /// Offers leave the roles open (`actpass`); answers take the client's (`active`): a client offers
  /// no server to a stranger's hello.
  USUAL,
  /// We are the client, in offers as well: for a peer that takes the role it is left.
  CLIENT,
  /// Answers take the server's role (`passive`); offers leave the roles open.
  SERVER,
  /// Answers repeat `actpass`, which they must not (RFC 5763 §5), and say hello: for the stand-in,
  /// because Meta was seen to do so. Offers leave the roles open.
  UNDECIDED
}
