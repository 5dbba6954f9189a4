package io.dering.transport.http;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// An error as its reader gets it: RFC 9457 problem details with a stable `code`.
///
/// @param status HTTP status, 400 to 599
/// @param code stable name in snake case; programs decide by it. `type` is `urn:dering:problem:` +
///   code
/// @param title the same sentence for every problem of this code
/// @param detail what happened this time, or empty; never a secret, never a phone number
/// @param more members of this kind of problem alone (RFC 9457 §3.2), beside the usual ones
/// @param fields which parts of the request were wrong, when that is known
public record Problem(
    int status,
    String code,
    String title,
    String detail,
    List<Problem.Field> fields,
    Map<String, Object> more) {

  /// A part of the request and what is wrong with it, for example `limit`, "must be 1 to 100".
  public record Field(String name, String reason) {}

  public Problem {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("not an error status: " + status);
    }
    fields = List.copyOf(fields);
    more = Map.copyOf(more);
  }

  /// A problem of a known kind.
  public static Problem of(ProblemCode code, String detail) {
    return new Problem(code.status(), code.code(), code.title(), detail, List.of(), Map.of());
  }

  /// The same problem, naming the part of the request that caused it.
  public Problem with(String field, String reason) {
    return new Problem(status, code, title, detail, List.of(new Field(field, reason)), more);
  }

  /// The same problem with a member of its own.
  public Problem member(String name, Object value) {
    Map<String, Object> all = new HashMap<>(more);
    all.put(name, value);
    return new Problem(status, code, title, detail, fields, all);
  }

  /// The body of `application/problem+json`.
  public JsonObject toJson() {
    var json =
        new JsonObject()
            .put("type", "urn:dering:problem:" + code)
            .put("title", title)
            .put("status", status)
            .put("code", code);
    if (!detail.isEmpty()) {
      json.put("detail", detail);
    }
    if (!fields.isEmpty()) {
      var array = new JsonArray();
      fields.forEach(
          f -> array.add(new JsonObject().put("name", f.name()).put("reason", f.reason())));
      json.put("fields", array);
    }
    more.forEach(json::put);
    return json;
  }
}
