package io.dering.sandbox.webhooks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.calls.Business;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.calls.Ending;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/// The bodies of webhooks, equal in shape to what Meta documents.
public final class WebhookBodies {
  private static final String ERROR_CODES =
      "https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes";

  /// Meta escapes everything beyond ASCII, with lower-case hex digits; the signature covers that.
  private final JsonMapper json =
      JsonMapper.builder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .disable(JsonWriteFeature.WRITE_HEX_UPPER_CASE)
          .build();

  private final Business business;
  private final Envelope envelope;

  public WebhookBodies(Envelope envelope) {
    this.business = envelope.business();
    this.envelope = envelope;
  }

  /// @param at when Meta made the event
  ///
  /// @param payload what the call button carried, null for a call by hand
  public ObjectNode connect(
      String callId, Customer customer, String offer, @Nullable String payload, Instant at) {
    ObjectNode call = call(callId, customer, "connect", at);
    if (payload != null) {
      call.put("cta_payload", payload);
    }
    call.putObject("session").put("sdp_type", "offer").put("sdp", offer);
    return envelope(customer, call, null);
  }

  /// @param callbackText what accept brought as `biz_opaque_callback_data`; null when nothing
  public ObjectNode terminate(
      String callId, Customer customer, Ending ending, @Nullable String callbackText) {
    ObjectNode call = call(callId, customer, "terminate", ending.at());
    OptionalInt code = ending.cause().errorCode();
    call.put("status", code.isPresent() ? "FAILED" : "COMPLETED");
    Instant acceptedAt = ending.acceptedAt();
    if (acceptedAt != null) {
      long start = acceptedAt.getEpochSecond();
      long end = ending.at().getEpochSecond();
      call.put("start_time", Long.toString(start));
      call.put("end_time", Long.toString(end));
      call.put("duration", end - start);
    }
    if (callbackText != null) {
      call.put("biz_opaque_callback_data", callbackText);
    }
    if (code.isEmpty()) {
      return envelope(customer, call, null);
    }
    // Seen on the wire in both places.
    call.set("errors", CallErrors.of(code.getAsInt()));
    return envelope(customer, call, CallErrors.of(code.getAsInt()));
  }

  /// How far a message of the business has come.
  ///
  /// @param status `sent`, `delivered` or `read`
  public ObjectNode status(String messageId, Customer customer, String status, Instant at) {
    ObjectNode element = report(messageId, customer, status, at);
    if (!status.equals("read")) {
      element
          .putObject("pricing")
          .put("billable", false)
          .put("pricing_model", "PMP")
          .put("category", "service")
          .put("type", "free_customer_service");
    }
    return statuses(element);
  }

  /// A message that Meta took and could not deliver: outside of the 24-hour window (131047).
  public ObjectNode windowClosed(String messageId, Customer customer, Instant at) {
    ObjectNode element = report(messageId, customer, "failed", at);
    ObjectNode error = element.putArray("errors").addObject();
    error
        .put("code", 131_047)
        .put("title", "Re-engagement message")
        .put("message", "Re-engagement message");
    error
        .putObject("error_data")
        .put("details", "Not sent: the last message from the customer is older than 24 hours.");
    error.put("href", ERROR_CODES);
    return statuses(element);
  }

  /// The report with what the message brought along; null when it brought nothing.
  public static ObjectNode named(ObjectNode report, @Nullable String callbackText) {
    if (callbackText != null) {
      for (JsonNode status : report.findPath("statuses")) {
        ((ObjectNode) status).put("biz_opaque_callback_data", callbackText);
      }
    }
    return report;
  }

  private static ObjectNode report(String messageId, Customer customer, String status, Instant at) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", messageId)
        .put("status", status)
        .put("timestamp", Long.toString(at.getEpochSecond()))
        .put("recipient_id", customer.number())
        .put("recipient_user_id", customer.userId());
  }

  private ObjectNode statuses(ObjectNode element) {
    ObjectNode value = envelope.value(null);
    value.putArray("statuses").add(element);
    return envelope.body("messages", value);
  }

  /// A text that the customer wrote.
  ///
  /// @param withNumber false for a customer who goes by a username: the user id is all there is
  /// @param at when the customer wrote it
  public ObjectNode text(
      String messageId, Customer customer, boolean withNumber, String words, Instant at) {
    ObjectNode message = message(messageId, customer, withNumber, at);
    message.put("type", "text").putObject("text").put("body", words);
    return messages(customer, withNumber, message);
  }

  /// A recording that the customer made in the app.
  ///
  /// @param messageId the call's id, where Meta's voicemail took it
  /// @param withNumber as in [#text]
  /// @param recording what Meta keeps, with the address where it is
  public ObjectNode recording(
      String messageId, Customer customer, boolean withNumber, ObjectNode recording, Instant at) {
    ObjectNode message = message(messageId, customer, withNumber, at);
    message.put("type", "audio").set("audio", recording);
    return messages(customer, withNumber, message);
  }

  private static ObjectNode message(
      String messageId, Customer customer, boolean withNumber, Instant at) {
    ObjectNode message = JsonNodeFactory.instance.objectNode();
    if (withNumber) {
      message.put("from", customer.number());
    }
    return message
        .put("from_user_id", customer.userId())
        .put("id", messageId)
        .put("timestamp", Long.toString(at.getEpochSecond()));
  }

  private ObjectNode messages(Customer customer, boolean withNumber, ObjectNode message) {
    ObjectNode value = envelope.value(Envelope.contact(customer, withNumber));
    value.putArray("messages").add(message);
    return envelope.body("messages", value);
  }

  /// Call settings have changed (Meta reference 4.3).
  ///
  /// @param calling those of which Meta tells
  public ObjectNode settingsChanged(ObjectNode calling, Instant at) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    value
        .put("messaging_product", "whatsapp")
        .put("timestamp", Long.toString(at.getEpochSecond()))
        .put("type", "phone_number_settings");
    value
        .putObject("phone_number_settings")
        .put("phone_number_id", business.phoneNumberId())
        .set("calling", calling);
    return timed("account_settings_update", value, at);
  }

  /// Meta warns of the number, or restricts it (Meta reference 4.4).
  ///
  /// @param update without the number
  public ObjectNode accountUpdate(ObjectNode update, Instant at) {
    ObjectNode value = JsonNodeFactory.instance.objectNode();
    value.put("phone_number", business.number());
    value.setAll(update);
    return timed("account_update", value, at);
  }

  private ObjectNode timed(String field, ObjectNode value, Instant at) {
    ObjectNode body = envelope.body(field, value);
    ((ObjectNode) body.path("entry").get(0)).put("time", at.getEpochSecond());
    return body;
  }

  /// The bytes to sign and send.
  public byte[] bytes(ObjectNode body) {
    try {
      return json.writeValueAsString(body).getBytes(StandardCharsets.US_ASCII);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree of our own can be written", e);
    }
  }

  private ObjectNode call(String callId, Customer customer, String event, Instant at) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("id", callId)
        .put("from", customer.number())
        .put("from_user_id", customer.userId())
        .put("to", business.number())
        .put("direction", "USER_INITIATED")
        .put("event", event)
        .put("timestamp", Long.toString(at.getEpochSecond()));
  }

  private ObjectNode envelope(Customer customer, ObjectNode call, @Nullable ArrayNode errors) {
    ObjectNode value = envelope.value(Envelope.contact(customer, true));
    value.putArray("calls").add(call);
    if (errors != null) {
      value.set("errors", errors);
    }
    return envelope.body("calls", value);
  }
}
