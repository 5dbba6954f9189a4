package io.dering.sandbox.permission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.calls.Business;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.webhooks.Envelope;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// The bodies of permission replies: messages, not calls (Meta reference 3.3).
final class ReplyBodies {
  private final Envelope envelope;
  private final Business business;

  ReplyBodies(Envelope envelope, Business business) {
    this.envelope = envelope;
    this.business = business;
  }

  /// @param until of a temporary grant, in real time
  ObjectNode reply(
      String messageId, Customer customer, Reply reply, @Nullable Instant until, Instant at) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    String context = reply.contextId();
    if (context != null) {
      // Of a request the business is the author, of a call the customer.
      String author = reply.automatic() ? customer.number() : business.number();
      message.putObject("context").put("from", author).put("id", context);
    }
    message
        .put("from", customer.number())
        .put("from_user_id", customer.userId())
        .put("id", messageId)
        .put("timestamp", Long.toString(at.getEpochSecond()));
    // One of Meta's samples leaves the type out.
    if (!(reply.automatic() && reply.accepted())) {
      message.put("type", "interactive");
    }
    ObjectNode answer =
        message
            .putObject("interactive")
            .put("type", "call_permission_reply")
            .putObject("call_permission_reply")
            .put("response", reply.accepted() ? "accept" : "reject");
    if (reply.accepted()) {
      answer.put("is_permanent", reply.permanent());
    }
    if (until != null) {
      answer.put("expiration_timestamp", Long.toString(until.getEpochSecond()));
    }
    answer.put("response_source", reply.automatic() ? "automatic" : "user_action");
    ObjectNode value = envelope.value(Envelope.contact(customer, true));
    value.putArray("messages").add(message);
    return envelope.body("messages", value);
  }
}
