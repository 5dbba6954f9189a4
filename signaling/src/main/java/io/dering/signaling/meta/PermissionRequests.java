package io.dering.signaling.meta;

import io.dering.signaling.call.Caller;
import io.dering.signaling.json.JsonWriter;
import io.dering.signaling.permission.AskMessage;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// Writes requests for call permission, bodies of `POST /{phone-number-id}/messages` (Meta
/// reference 3.1, 3.2): documented fields only, UTF-8.
public final class PermissionRequests {
  private static final JsonWriter JSON = new JsonWriter();

  private PermissionRequests() {}

  /// @param to a customer with a number, or a business-scoped user id
  public static byte[] body(AskMessage message, Caller to) {
    return switch (message) {
      case AskMessage.FreeForm(var caption) -> freeForm(caption, to);
      case AskMessage.Template(var name, var language, var parameters) ->
          template(name, language, parameters, to);
    };
  }

  /// Inside the 24-hour window.
  ///
  /// @param to a customer with a number, or a business-scoped user id
  public static byte[] freeForm(String caption, Caller to) {
    return JSON.write(
            out -> {
              out.writeStartObject();
              out.writeStringField("messaging_product", "whatsapp");
              out.writeStringField("recipient_type", "individual");
              MessageRequests.recipient(out, to);
              out.writeStringField("type", "interactive");
              out.writeObjectFieldStart("interactive");
              out.writeStringField("type", "call_permission_request");
              out.writeObjectFieldStart("action");
              out.writeStringField("name", "call_permission_request");
              out.writeEndObject();
              out.writeObjectFieldStart("body");
              out.writeStringField("text", caption);
              out.writeEndObject();
              out.writeEndObject();
              out.writeEndObject();
            })
        .getBytes(StandardCharsets.UTF_8);
  }

  /// An approved template with the component of a call permission request, which takes no
  /// parameters itself.
  ///
  /// @param language exactly as approved: `en` is not `en_US` (132001)
  /// @param parameters of its body, in order
  public static byte[] template(String name, String language, List<String> parameters, Caller to) {
    return JSON.write(
            out -> {
              out.writeStartObject();
              out.writeStringField("messaging_product", "whatsapp");
              out.writeStringField("recipient_type", "individual");
              MessageRequests.recipient(out, to);
              out.writeStringField("type", "template");
              out.writeObjectFieldStart("template");
              out.writeStringField("name", name);
              out.writeObjectFieldStart("language");
              out.writeStringField("code", language);
              out.writeEndObject();
              if (!parameters.isEmpty()) {
                out.writeArrayFieldStart("components");
                out.writeStartObject();
                out.writeStringField("type", "body");
                out.writeArrayFieldStart("parameters");
                for (String parameter : parameters) {
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
              out.writeEndObject();
            })
        .getBytes(StandardCharsets.UTF_8);
  }
}
