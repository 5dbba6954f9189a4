package io.dering.sandbox.wire;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One request and its answer.
///
/// @param kind who asked whom
/// @param title for example `connect`, `pre_accept`
/// @param status HTTP status; 0 when no answer came
/// @param request body, JSON or text
/// @param response body, JSON or text; null when there is none
/// @param note a remark of the sandbox, for example why no answer came
public record Exchange(
    Instant at,
    Kind kind,
    String title,
    String method,
    String path,
    int status,
    JsonNode request,
    @Nullable JsonNode response,
    @Nullable String note) {

  /// Direction, by who begins.
  public enum Kind {
    /// Meta to the business.
    WEBHOOK("webhook"),
    /// The business to Meta.
    GRAPH("graph");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /// @param sequence its place in the list, counting from 1 since the start
  ObjectNode toJson(long sequence) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("seq", sequence)
        .put("at", at.toString())
        .put("kind", kind.word)
        .put("title", title)
        .put("method", method)
        .put("path", path)
        .put("status", status);
    json.set("request", request);
    json.set("response", response == null ? JsonNodeFactory.instance.nullNode() : response);
    if (note != null) {
      json.put("note", note);
    }
    return json;
  }
}
