package io.dering.gateway.rest;

import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.json.JsonObject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A part of a body that is not what the contract says: the innermost whose schema has a
/// `description`, or a field that its schema does not have.
///
/// @param field its path into the body, `labels[0].colour`
/// @param depth how many steps its location has
record ContractPart(ProblemCode code, String field, String rule, int depth) {
  private static final int MAX_SHOWN = 64;

  /// @param location as a JSON pointer, `#/labels/0/colour`
  /// @param properties of the body's schema; empty when the location begins with none of them
  static Optional<ContractPart> at(String location, JsonObject properties) {
    String[] steps = location.split("/", -1);
    if (steps.length < 2 || !(properties.getValue(steps[1]) instanceof JsonObject first)) {
      return Optional.empty();
    }
    int depth = steps.length;
    JsonObject schema = first;
    String path = steps[1];
    ContractPart named = invalid(path, schema, depth);
    for (int i = 2; i < steps.length; i++) {
      boolean inList = schema.getValue("items") instanceof JsonObject;
      path += inList ? "[" + steps[i] + "]" : "." + shown(steps[i]);
      @Nullable JsonObject inner =
          inList
              ? schema.getJsonObject("items")
              : schema.getJsonObject("properties", new JsonObject()).getJsonObject(steps[i]);
      if (inner == null) {
        return Optional.of(
            Boolean.FALSE.equals(schema.getValue("additionalProperties"))
                ? new ContractPart(ProblemCode.UNKNOWN_PARAMETER, path, "does not exist", depth)
                : named);
      }
      schema = inner;
      named = schema.containsKey("description") ? invalid(path, schema, depth) : named;
    }
    return Optional.of(named);
  }

  Problem problem() {
    return Problem.of(code, "").with(field, rule);
  }

  private static ContractPart invalid(String field, JsonObject schema, int depth) {
    String rule = schema.getString("description", "is not what the contract says");
    return new ContractPart(ProblemCode.INVALID_PARAMETER, field, rule, depth);
  }

  private static String shown(String name) {
    return name.length() > MAX_SHOWN ? name.substring(0, MAX_SHOWN) : name;
  }
}
