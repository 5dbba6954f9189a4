package io.dering.gateway.rest;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.dering.signaling.id.Texts;
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
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/// Checks bodies against the contract so that a refusal names the field and its rule: the
/// `description` of the field's schema. Vert.x's own check says neither.
///
/// What no schema can say is checked here too: a field stands there once, texts are such as every
/// store can hold, and those under `x-text: name` are names ([Texts#isName]).
final class ContractBody {
  private static final String JSON = "application/json";
  private static final JsonFactory STRICT =
      JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

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
    Optional<Problem> twice = twice(bytes);
    if (twice.isPresent()) {
      return new Result.Wrong(twice.get());
    }
    JsonObject json;
    try {
      json = new JsonObject(Buffer.buffer(bytes));
    } catch (DecodeException | ClassCastException _) {
      return wrong(ProblemCode.MALFORMED, "The body is not a JSON object.");
    }
    JsonSchema schema = Objects.requireNonNull(described.getContent().get(JSON)).getSchema();
    OutputUnit outcome = schemas.validator(schema).validate(json);
    if (!Boolean.TRUE.equals(outcome.getValid())) {
      return new Result.Wrong(problem(schema, json, outcome));
    }
    return text(json, schema.get("properties", new JsonObject()))
        .<Result>map(Result.Wrong::new)
        .orElseGet(() -> new Result.Read(json));
  }

  /// A name that one object has twice: whoever reads it next may take the other one. What is wrong
  /// with it otherwise is not said here.
  private static Optional<Problem> twice(byte[] bytes) {
    try (JsonParser parser = STRICT.createParser(bytes)) {
      try {
        while (parser.nextToken() != null) {
          // The parser remembers the names.
        }
      } catch (JsonParseException e) {
        if (String.valueOf(e.getOriginalMessage()).startsWith("Duplicate field")) {
          return Optional.of(
              Problem.of(ProblemCode.MALFORMED, "")
                  .with(shown(String.valueOf(parser.currentName())), "must stand there once"));
        }
      }
    } catch (IOException _) {
      // No JSON at all: said by who reads it.
    }
    return Optional.empty();
  }

  private static Optional<Problem> text(JsonObject json, JsonObject properties) {
    for (String name : json.fieldNames()) {
      boolean isName =
          properties.getValue(name) instanceof JsonObject schema
              && "name".equals(schema.getValue("x-text"));
      if (json.getValue(name) instanceof String text
          && !(isName ? Texts.isName(text) : Texts.isStorable(text))) {
        String rule = isName ? Texts.NAME_RULE : "must be without halves of characters and U+0000";
        return Optional.of(Problem.of(ProblemCode.INVALID_PARAMETER, "").with(name, rule));
      }
    }
    return Optional.empty();
  }

  private static String shown(String name) {
    return name.length() > 64 ? name.substring(0, 64) : name;
  }

  private static Problem problem(JsonSchema schema, JsonObject json, OutputUnit outcome) {
    Problem problem = Problem.of(ProblemCode.INVALID_PARAMETER, "");
    JsonObject properties = schema.get("properties", new JsonObject());
    Optional<String> unknown =
        json.fieldNames().stream().filter(name -> !properties.containsKey(name)).findFirst();
    if (unknown.isPresent()) {
      return Problem.of(ProblemCode.UNKNOWN_PARAMETER, "")
          .with(shown(unknown.get()), "does not exist");
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
