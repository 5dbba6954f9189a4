package io.dering.signaling.meta;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.json.JsonWriter;
import io.dering.signaling.switchboard.Command;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

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
    out.writeStringField("call_id", command.metaCall().value());
    out.writeStringField("action", command.action().wire());
    switch (command) {
      case Command.PreAccept preAccept -> writeSession(out, preAccept.answer());
      case Command.Accept accept -> {
        writeSession(out, accept.answer());
        out.writeStringField("biz_opaque_callback_data", accept.callbackData());
      }
      case Command.Reject _, Command.Terminate _ -> {}
    }
    out.writeEndObject();
  }

  private static void writeSession(JsonGenerator out, SessionDescription answer)
      throws IOException {
    out.writeObjectFieldStart("session");
    out.writeStringField("sdp_type", "answer");
    out.writeStringField("sdp", answer.text());
    out.writeEndObject();
  }
}
