package io.dering.signaling.meta;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.json.JsonWriter;
import io.dering.signaling.switchboard.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/// Writes the bodies of Graph requests: documented fields only, lower case (Meta reference 1.3).
/// Graph refuses a whole request for one unknown field.
public final class GraphRequests {
  private static final JsonWriter JSON = new JsonWriter();

  private GraphRequests() {}

  /// The JSON body, UTF-8, of `POST /{phone-number-id}/calls`.
  public static byte[] body(Command.ForGraph command) {
    return JSON.write(out -> write(out, command)).getBytes(StandardCharsets.UTF_8);
  }

  private static void write(JsonGenerator out, Command.ForGraph command) throws IOException {
    out.writeStartObject();
    out.writeStringField("messaging_product", "whatsapp");
    if (command instanceof Command.OfMetaCall ofCall) {
      out.writeStringField("call_id", ofCall.metaCall().value());
    }
    out.writeStringField("action", command.action().wire());
    switch (command) {
      case Command.PreAccept preAccept -> writeSession(out, "answer", preAccept.answer());
      case Command.Accept accept -> {
        writeSession(out, "answer", accept.answer());
        out.writeStringField("biz_opaque_callback_data", accept.callbackData());
      }
      case Command.Connect connect -> {
        writeRecipient(out, connect.customer());
        writeSession(out, "offer", connect.offer());
        out.writeStringField("biz_opaque_callback_data", connect.callbackData());
      }
      case Command.Reject _, Command.Terminate _ -> {}
    }
    out.writeEndObject();
  }

  /// By number, or, for a customer with a username, by user id (Meta reference 0.4).
  private static void writeRecipient(JsonGenerator out, Caller customer) throws IOException {
    PhoneNumber phone = customer.phone();
    if (phone != null) {
      out.writeStringField("to", phone.value());
    } else {
      out.writeStringField("recipient", Objects.requireNonNull(customer.userId()));
    }
  }

  private static void writeSession(JsonGenerator out, String type, SessionDescription sdp)
      throws IOException {
    out.writeObjectFieldStart("session");
    out.writeStringField("sdp_type", type);
    out.writeStringField("sdp", sdp.text());
    out.writeEndObject();
  }
}
