package io.dering.sandbox.webhooks;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/// The `errors` of a call that FAILED (Meta reference part 10).
final class CallErrors {
  private CallErrors() {}

  static ArrayNode of(int code) {
    return switch (code) {
      case 138_020 ->
          errors(code, "Relay connection failed", "The relay could not be reached by the client.");
      case 138_021 ->
          errors(
              code,
              "Client got no media",
              "Ended by the client: no media arrived within the allowed time.");
      case 138_022 ->
          errors(code, "Client could not send media", "The client could not send media too long.");
      case 138_023 ->
          errors(code, "No media signals", "The call was accepted and no media signals came.");
      default ->
          errors(
              code,
              "WhatsApp client call setup failed",
              "The WhatsApp client could not set the call up.");
    };
  }

  private static ArrayNode errors(int code, String title, String details) {
    ArrayNode errors = JsonNodeFactory.instance.arrayNode();
    ObjectNode error = errors.addObject();
    error.put("code", code).put("title", title).put("message", title);
    error.putObject("error_data").put("details", details);
    return errors;
  }
}
