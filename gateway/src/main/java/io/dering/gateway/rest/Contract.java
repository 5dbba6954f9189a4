package io.dering.gateway.rest;

import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.ValidatedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/// `config/openapi.yaml`, read once: what is served at `/openapi.json` and what requests are
/// checked against.
///
/// Vert.x refuses a contract that has relative servers or `application/problem+json` in a response,
/// so it is given a copy without servers and response bodies; the file stays the whole truth.
public final class Contract {
  private static final String RESOURCE = "META-INF/dering/openapi.yaml";

  private final JsonObject whole;
  private final OpenAPIContract checked;
  private final RequestValidator validator;

  private Contract(JsonObject whole, Vertx vertx, OpenAPIContract checked) {
    this.whole = whole;
    this.checked = checked;
    this.validator = RequestValidator.create(vertx, checked);
  }

  /// Reads the contract from the class path; fails when it is missing or no valid OpenAPI.
  public static Future<Contract> load(Vertx vertx) {
    JsonObject whole = read();
    return OpenAPIContract.from(vertx, forVertx(whole))
        .map(checked -> new Contract(whole, vertx, checked));
  }

  /// The contract as JSON.
  JsonObject whole() {
    return whole.copy();
  }

  /// What a request turned out to be.
  sealed interface Verdict {
    record Valid(ValidatedRequest request) implements Verdict {}

    record Invalid(Problem problem) implements Verdict {}
  }

  /// Checks the parameters of a request to the operation of that id. The future never fails.
  Future<Verdict> check(RoutingContext ctx, String operationId) {
    Operation operation = Objects.requireNonNull(checked.operation(operationId), operationId);
    Optional<String> unknown =
        ctx.queryParams().names().stream()
            .filter(name -> operation.getParameters().stream().noneMatch(p -> isQuery(p, name)))
            .findFirst();
    if (unknown.isPresent()) {
      return Future.succeededFuture(new Verdict.Invalid(unknownParameter(unknown.get())));
    }
    Optional<String> repeated =
        ctx.queryParams().names().stream()
            .filter(name -> ctx.queryParams().getAll(name).size() > 1)
            .findFirst();
    if (repeated.isPresent()) {
      Problem problem = Problem.of(ProblemCode.INVALID_PARAMETER, "");
      return Future.succeededFuture(
          new Verdict.Invalid(problem.with(repeated.get(), "must stand there once")));
    }
    return ValidatableRequest.of(ctx.request(), operation)
        .compose(read -> validator.validate(read, operationId))
        .<Verdict>map(Verdict.Valid::new)
        .otherwise(failure -> new Verdict.Invalid(problem(operation, failure)));
  }

  private static Problem unknownParameter(String name) {
    String shown = name.length() > 64 ? name.substring(0, 64) : name;
    return Problem.of(ProblemCode.UNKNOWN_PARAMETER, "").with(shown, "does not exist");
  }

  private static boolean isQuery(Parameter parameter, String name) {
    return "query".equalsIgnoreCase(parameter.getIn().name()) && parameter.getName().equals(name);
  }

  /// Vert.x names the parameter in its sentence only.
  private static Problem problem(Operation operation, Throwable failure) {
    String sentence = String.valueOf(failure.getMessage());
    Problem problem = Problem.of(ProblemCode.INVALID_PARAMETER, "");
    for (Parameter parameter : operation.getParameters()) {
      if (sentence.contains(" " + parameter.getName() + " ")) {
        return problem.with(parameter.getName(), rule(parameter.getSchema().get("description")));
      }
    }
    return problem;
  }

  private static String rule(@Nullable Object description) {
    return description instanceof String text ? text : "is not what the contract says";
  }

  private static JsonObject read() {
    try (InputStream in = Contract.class.getClassLoader().getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing from the class path");
      }
      Map<String, Object> tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
      return new JsonObject(new JsonObject(tree).encode());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static JsonObject forVertx(JsonObject whole) {
    JsonObject copy = whole.copy();
    copy.remove("servers");
    JsonObject paths = copy.getJsonObject("paths");
    for (String path : paths.fieldNames()) {
      JsonObject operations = paths.getJsonObject(path);
      operations.fieldNames().forEach(name -> withoutResponseBodies(operations.getValue(name)));
    }
    return copy;
  }

  private static void withoutResponseBodies(Object operation) {
    if (operation instanceof JsonObject json && json.containsKey("responses")) {
      JsonObject responses = json.getJsonObject("responses");
      for (String status : responses.fieldNames()) {
        responses.put(status, new JsonObject().put("description", "see /openapi.json"));
      }
    }
  }
}
