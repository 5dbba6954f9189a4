package io.dering.gateway.rest;

import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.RawBody;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.SchemaRepository;
import io.vertx.openapi.contract.RequestBody;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Checks bodies against the contract so that a refusal names the field and its rule: the
/// `description` of the field's schema. Vert.x's own check says neither.
final class ContractBody {
  private static final String JSON = "application/json";

  private final SchemaRepository schemas;

  ContractBody(SchemaRepository schemas) {
    this.schemas = schemas;
  }

  sealed interface Result {
    record Read(JsonObject json) implements Result {}

    record Wrong(Problem problem) implements Result {}
  }

  Result read(RoutingContext ctx, RequestBody described) {
    byte[] bytes = RawBody.of(ctx);
    String type = ctx.request().getHeader(HttpHeaders.CONTENT_TYPE);
    if (bytes.length == 0 && !described.isRequired()) {
      return new Result.Read(new JsonObject());
    }
    if (type == null || !type.toLowerCase(Locale.ROOT).matches(JSON + "\\s*(;.*)?")) {
      return wrong(ProblemCode.UNSUPPORTED_MEDIA_TYPE, "Send application/json.");
    }
    JsonObject json;
    try {
      json = new JsonObject(Buffer.buffer(bytes));
    } catch (DecodeException | ClassCastException _) {
      return wrong(ProblemCode.MALFORMED, "The body is not a JSON object.");
    }
    JsonSchema schema = Objects.requireNonNull(described.getContent().get(JSON)).getSchema();
    OutputUnit outcome = schemas.validator(schema).validate(json);
    return Boolean.TRUE.equals(outcome.getValid())
        ? new Result.Read(json)
        : new Result.Wrong(problem(schema, json, outcome));
  }

  private static Problem problem(JsonSchema schema, JsonObject json, OutputUnit outcome) {
    Problem problem = Problem.of(ProblemCode.INVALID_PARAMETER, "");
    JsonObject properties = schema.get("properties", new JsonObject());
    Optional<String> unknown =
        json.fieldNames().stream().filter(name -> !properties.containsKey(name)).findFirst();
    if (unknown.isPresent()) {
      String name = unknown.get();
      return Problem.of(ProblemCode.UNKNOWN_PARAMETER, "")
          .with(name.length() > 64 ? name.substring(0, 64) : name, "does not exist");
    }
    for (Object required : schema.get("required", new JsonArray())) {
      if (!json.containsKey(String.valueOf(required))) {
        return problem.with(String.valueOf(required), "is missing");
      }
    }
    List<OutputUnit> errors = outcome.getErrors() == null ? List.of() : outcome.getErrors();
    // Vert.x lists a whole before its part that is wrong: the innermost names the cause.
    return errors.stream()
        .map(error -> ContractPart.at(String.valueOf(error.getInstanceLocation()), properties))
        .flatMap(Optional::stream)
        .reduce((known, next) -> next.depth() > known.depth() ? next : known)
        .map(ContractPart::problem)
        .orElse(problem);
  }

  private static Result wrong(ProblemCode code, String detail) {
    return new Result.Wrong(Problem.of(code, detail));
  }
}
