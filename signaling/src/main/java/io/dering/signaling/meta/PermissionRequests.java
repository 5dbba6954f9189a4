package io.dering.signaling.meta;

import com.fasterxml.jackson.core.JsonGenerator;
import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AskId;
import io.dering.signaling.json.JsonWriter;
import io.dering.signaling.permission.AskMessage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Writes requests for call permission, bodies of `POST /{phone-number-id}/messages` (Meta
/// reference 3.1, 3.2): documented fields only, UTF-8.
public final class PermissionRequests {
  private static final JsonWriter JSON = new JsonWriter();

  private PermissionRequests() {}

  /// @param to a customer with a number, or a business-scoped user id
  /// @param name comes back in the reports about the message (Meta reference 5.2), which may be all
  ///   that is heard of it
  public static byte[] body(AskMessage message, Caller to, AskId name) {
    return JSON.write(
            out -> {
              out.writeStartObject();
              out.writeStringField("messaging_product", "whatsapp");
              out.writeStringField("recipient_type", "individual");
              MessageRequests.recipient(out, to);
              out.writeStringField("biz_opaque_callback_data", name.value());
              switch (message) {
                case AskMessage.FreeForm free -> freeForm(out, free);
                case AskMessage.Template template -> template(out, template);
              }
              out.writeEndObject();
            })
        .getBytes(StandardCharsets.UTF_8);
  }

  /// Inside the 24-hour window.
  private static void freeForm(JsonGenerator out, AskMessage.FreeForm message) throws IOException {
    out.writeStringField("type", "interactive");
    out.writeObjectFieldStart("interactive");
    out.writeStringField("type", "call_permission_request");
    out.writeObjectFieldStart("action");
    out.writeStringField("name", "call_permission_request");
    out.writeEndObject();
    out.writeObjectFieldStart("body");
    out.writeStringField("text", message.caption());
    out.writeEndObject();
    out.writeEndObject();
  }

  /// An approved template with the component of a call permission request, which takes no
  /// parameters itself.
  private static void template(JsonGenerator out, AskMessage.Template message) throws IOException {
    out.writeStringField("type", "template");
    out.writeObjectFieldStart("template");
    out.writeStringField("name", message.name());
    out.writeObjectFieldStart("language");
    out.writeStringField("code", message.language());
    out.writeEndObject();
    if (!message.parameters().isEmpty()) {
      out.writeArrayFieldStart("components");
      out.writeStartObject();
      out.writeStringField("type", "body");
      out.writeArrayFieldStart("parameters");
      for (String parameter : message.parameters()) {
        out.writeStartObject();
        out.writeStringField("type", "text");
        out.writeStringField("text", parameter);
        out.writeEndObject();
      }
      out.writeEndArray();
      out.writeEndObject();
      out.writeEndArray();
    }
    out.writeEndObject();
  }
}
