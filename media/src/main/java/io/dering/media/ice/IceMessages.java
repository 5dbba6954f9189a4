package io.dering.media.ice;

import io.dering.media.stun.MessageIntegrity;
import io.dering.media.stun.StunMessage;
import io.dering.media.stun.StunType;
import io.dering.media.stun.StunWriter;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/// The five messages an agent sends, written into one scratch buffer and signed with the right key:
/// requests with the peer's password, answers with ours (RFC 8445 §7.1, §7.3).
final class IceMessages {
  private final StunWriter writer = new StunWriter();
  private final MessageIntegrity localIntegrity;
  private final MessageIntegrity remoteIntegrity;
  private final byte[] usernamePrefixToUs;
  private final byte[] usernameToPeer;

  IceMessages(IceCredentials local, IceCredentials remote) {
    this.localIntegrity = MessageIntegrity.ofPassword(local.pwd());
    this.remoteIntegrity = MessageIntegrity.ofPassword(remote.pwd());
    this.usernamePrefixToUs = ascii(local.ufrag() + ":");
    this.usernameToPeer = ascii(remote.ufrag() + ":" + local.ufrag());
  }

  /// Only the first half of USERNAME is compared: it names us, and the integrity proves the rest.
  boolean isForUs(StunMessage request) {
    return request.usernameStartsWith(usernamePrefixToUs);
  }

  boolean isAuthenticRequest(StunMessage request) {
    return request.isAuthentic(localIntegrity);
  }

  boolean isAuthenticResponse(StunMessage response) {
    return response.isAuthentic(remoteIntegrity);
  }

  void sendCheck(CheckTransaction t, long tieBreaker, InetSocketAddress to, IceOutput out) {
    writer
        .begin(StunType.BINDING_REQUEST, t.idHigh(), t.idLow())
        .username(usernameToPeer)
        .priority(LOCAL_REFLEXIVE_PRIORITY);
    switch (t.sentAs()) {
      case CONTROLLING -> writer.iceControlling(tieBreaker);
      case CONTROLLED -> writer.iceControlled(tieBreaker);
    }
    if (t.nominating()) {
      writer.useCandidate();
    }
    writer.integrity(remoteIntegrity).fingerprint();
    out.transmit(writer.array(), 0, writer.length(), to);
  }

  void answerSuccess(StunMessage request, InetSocketAddress to, IceOutput out) {
    writer.beginReply(StunType.BINDING_SUCCESS, request).xorMappedAddress(to);
    answer(to, out);
  }

  void answerRoleConflict(StunMessage request, InetSocketAddress to, IceOutput out) {
    writer.beginReply(StunType.BINDING_ERROR, request).errorCode(487, "Role Conflict");
    answer(to, out);
  }

  void answerUnknownAttributes(StunMessage request, InetSocketAddress to, IceOutput out) {
    writer
        .beginReply(StunType.BINDING_ERROR, request)
        .errorCode(420, "Unknown Attribute")
        .unknownAttributes(request);
    answer(to, out);
  }

  private void answer(InetSocketAddress to, IceOutput out) {
    writer.integrity(localIntegrity).fingerprint();
    out.transmit(writer.array(), 0, writer.length(), to);
  }

  // RFC 8445 §7.1.1: the priority that a peer-reflexive candidate learnt from this check would
  // have.
  private static final long LOCAL_REFLEXIVE_PRIORITY =
      Candidate.priority(CandidateType.PEER_REFLEXIVE, 65535);

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
