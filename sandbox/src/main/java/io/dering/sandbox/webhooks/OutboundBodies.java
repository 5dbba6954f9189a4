package io.dering.sandbox.webhooks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.calls.Ending;
import io.dering.sandbox.outbound.OutboundStatus;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The bodies of webhooks about calls of the business's (Meta reference 2.3 to 2.5).
public final class OutboundBodies {
  private final Envelope envelope;

  public OutboundBodies(Envelope envelope) {
    this.envelope = envelope;
  }

  /// What all webhooks of one call repeat.
  ///
  /// @param callbackText what the request brought as `biz_opaque_callback_data`; null for nothing
  public record Subject(String callId, Customer customer, @Nullable String callbackText) {}

  /// Meta's answer; no pickup. Comes without `contacts`, as it is reported to.
  public ObjectNode connect(Subject about, String answer, Instant at) {
    ObjectNode call = call(about, "connect", at);
    withText(call, about);
    call.putObject("session").put("sdp_type", "answer").put("sdp", answer);
    ObjectNode value = envelope.value(null);
    value.putArray("calls").add(call);
    return envelope.body("calls", value);
  }

  public ObjectNode status(Subject about, OutboundStatus status, Instant at) {
    ObjectNode element =
        JsonNodeFactory.instance
            .objectNode()
            .put("id", about.callId())
            .put("timestamp", seconds(at))
            .put("type", "call")
            .put("status", status.name())
            .put("recipient_id", about.customer().number())
            .put("recipient_user_id", about.customer().userId());
    withText(element, about);
    ObjectNode value = envelope.value(null);
    value.putArray("statuses").add(element);
    return envelope.body("calls", value);
  }

  /// With times only if the customer picked up.
  public ObjectNode terminate(Subject about, Ending ending) {
    ObjectNode call = call(about, "terminate", ending.at());
    OptionalInt code = ending.cause().errorCode();
    // Meta's pages print both spellings; the gateway must not care.
    call.put("status", code.isPresent() ? "Failed" : "COMPLETED");
    Instant acceptedAt = ending.acceptedAt();
    if (acceptedAt != null) {
      call.put("start_time", seconds(acceptedAt));
      call.put("end_time", seconds(ending.at()));
      call.put("duration", ending.at().getEpochSecond() - acceptedAt.getEpochSecond());
    }
    withText(call, about);
    ObjectNode value = envelope.value(Envelope.contact(about.customer(), true));
    value.putArray("calls").add(call);
    if (code.isPresent()) {
      value.set("errors", CallErrors.of(code.getAsInt()));
    }
    return envelope.body("calls", value);
  }

  private ObjectNode call(Subject about, String event, Instant at) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", about.callId())
        .put("from", envelope.business().number())
        .put("to", about.customer().number())
        .put("to_user_id", about.customer().userId())
        .put("direction", "BUSINESS_INITIATED")
        .put("event", event)
        .put("timestamp", seconds(at));
  }

  private static void withText(ObjectNode element, Subject about) {
    if (about.callbackText() != null) {
      element.put("biz_opaque_callback_data", about.callbackText());
    }
  }

  private static String seconds(Instant at) {
    return Long.toString(at.getEpochSecond());
  }
}
