package io.dering.bench.jmh;

import java.nio.charset.StandardCharsets;
import org.ice4j.StunException;
import org.ice4j.Transport;
import org.ice4j.TransportAddress;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.AttributeFactory;
import org.ice4j.attribute.MessageIntegrityAttribute;
import org.ice4j.attribute.UsernameAttribute;
import org.ice4j.message.Message;
import org.ice4j.message.MessageFactory;
import org.ice4j.message.Request;
import org.ice4j.message.Response;
import org.ice4j.security.CredentialsAuthority;
import org.ice4j.stack.RawMessage;
import org.ice4j.stack.StunStack;
import org.jspecify.annotations.Nullable;

/// ice4j's view of connectivity checks that come to one agent: what its `StunStack` and its
/// `ConnectivityCheckServer` do with each, without their sockets, threads and check lists.
final class Ice4jChecks {
  private final TransportAddress local = new TransportAddress("203.0.113.5", 10_000, Transport.UDP);
  private final TransportAddress remote =
      new TransportAddress("198.51.100.7", 51_000, Transport.UDP);
  private final StunStack stack = new StunStack();

  /// @param ufrag the agent's own
  /// @param password the agent's own
  Ice4jChecks(String ufrag, String password) {
    stack.getCredentialsManager().registerAuthority(new OneAgent(ufrag, password));
  }

  /// The check; null when it is not for this agent or not authentic.
  @Nullable Request verified(byte[] b, int length) throws StunException {
    Message message = Message.decode(b, 0, length);
    String username = username(message);
    MessageIntegrityAttribute integrity =
        (MessageIntegrityAttribute) message.getAttribute(Attribute.MESSAGE_INTEGRITY);
    boolean authentic =
        username != null
            && integrity != null
            && stack.getCredentialsManager().checkLocalUserName(username)
            && stack.validateMessageIntegrity(
                integrity, username, true, RawMessage.build(b, length, remote, local));
    return authentic ? (Request) message : null;
  }

  /// The authentic answer to a check, with a fingerprint as ours has; without USERNAME, which ice4j
  /// adds and RFC 8489 §9.1.4 does not want.
  byte[] answer(Request check) throws StunException {
    Response response = MessageFactory.createBindingResponse(check, remote);
    response.putAttribute(
        AttributeFactory.createMessageIntegrityAttribute(String.valueOf(username(check))));
    response.putAttribute(AttributeFactory.createFingerprintAttribute());
    response.setTransactionID(check.getTransactionID());
    return response.encode(stack);
  }

  private static @Nullable String username(Message message) {
    UsernameAttribute username = (UsernameAttribute) message.getAttribute(Attribute.USERNAME);
    return username == null ? null : new String(username.getUsername(), StandardCharsets.UTF_8);
  }

  private static final class OneAgent implements CredentialsAuthority {
    private final String ufrag;
    private final byte[] key;

    OneAgent(String ufrag, String password) {
      this.ufrag = ufrag;
      this.key = password.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte @Nullable [] getLocalKey(String username) {
      return username.equals(ufrag) || checkLocalUserName(username) ? key : null;
    }

    @Override
    public byte @Nullable [] getRemoteKey(String username, String media) {
      return null;
    }

    @Override
    public boolean checkLocalUserName(String username) {
      return username.startsWith(ufrag + ":");
    }
  }
}
