package io.dering.signaling.meta;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dering.signaling.call.Caller;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.json.JsonWriter;
import io.dering.signaling.room.CallButton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Writes the bodies of `POST /{phone-number-id}/messages` (Meta reference 5.3): documented fields
/// only.
public final class MessageRequests {
  private static final JsonWriter JSON = new JsonWriter();

  private MessageRequests() {}

  /// A button by which the customer calls, UTF-8.
  ///
  /// @param to a customer with a number, or a business-scoped user id
  public static byte[] callButton(CallButton button, Caller to) {
    return JSON.write(
            out -> {
              out.writeStartObject();
              out.writeStringField("messaging_product", "whatsapp");
              out.writeStringField("recipient_type", "individual");
              recipient(out, to);
              out.writeStringField("type", "interactive");
              out.writeObjectFieldStart("interactive");
              out.writeStringField("type", "voice_call");
              out.writeObjectFieldStart("body");
              out.writeStringField("text", button.text());
              out.writeEndObject();
              out.writeObjectFieldStart("action");
              out.writeStringField("name", "voice_call");
              out.writeObjectFieldStart("parameters");
              optional(out, "display_text", button.displayText());
              out.writeNumberField("ttl_minutes", button.ttlMinutes());
              optional(out, "payload", button.payload());
              out.writeEndObject();
              out.writeEndObject();
              out.writeEndObject();
              out.writeEndObject();
            })
        .getBytes(StandardCharsets.UTF_8);
  }

  /// With both a number and a user id the number wins (Meta reference 0.4).
  static void recipient(JsonGenerator out, Caller to) throws IOException {
    PhoneNumber phone = to.phone();
    if (phone == null) {
      out.writeStringField("recipient", String.valueOf(to.userId()));
    } else {
      out.writeStringField("to", phone.value());
    }
  }

  private static void optional(JsonGenerator out, String name, @Nullable String text)
      throws IOException {
    if (text != null) {
      out.writeStringField(name, text);
    }
  }
}
