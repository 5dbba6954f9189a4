package io.dering.gateway.rest;

import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.RawBody;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.contract.RequestBody;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.ValidatableRequest;
import io.vertx.openapi.validation.ValidatedRequest;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
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
  private final ContractBody bodies;

  private Contract(JsonObject whole, Vertx vertx, OpenAPIContract checked) {
    this.whole = whole;
    this.checked = checked;
    this.validator = RequestValidator.create(vertx, checked);
    this.bodies = new ContractBody(checked.getSchemaRepository());
    Objects.requireNonNull(points()); // Access that cannot be read stops the start.
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

  /// An operation as it must be mounted.
  ///
  /// @param path in the router's words: `/v1/calls/:id`
  /// @param keyed whether it takes an `Idempotency-Key`
  record Point(String id, HttpMethod method, String path, Access access, boolean keyed) {}

  /// Everything that must be mounted.
  List<Point> points() {
    return checked.operations().stream().map(Contract::point).toList();
  }

  private static Point point(Operation operation) {
    String id = operation.getOperationId();
    return new Point(
        id,
        operation.getHttpMethod(),
        operation.getOpenAPIPath().replaceAll("\\{([a-z_]+)}", ":$1"),
        Access.of(id, operation.getOpenAPIModel().getValue("x-access")),
        operation.getParameters().stream()
            .anyMatch(p -> p.getName().equalsIgnoreCase(Idempotency.HEADER)));
  }

  /// What a request turned out to be.
  sealed interface Verdict {
    /// @param body empty for an operation without one
    record Valid(ValidatedRequest request, JsonObject body) implements Verdict {}

    record Invalid(Problem problem) implements Verdict {}
  }

  /// Checks parameters and body (read before by [RawBody]) of a request to the operation of that
  /// id. The future never fails.
  Future<Verdict> check(RoutingContext ctx, String operationId) {
    Operation operation = Objects.requireNonNull(checked.operation(operationId), operationId);
    Optional<Problem> query = queryProblem(ctx, operation);
    if (query.isPresent()) {
      return Future.succeededFuture(new Verdict.Invalid(query.get()));
    }
    RequestBody described = operation.getRequestBody();
    JsonObject read = new JsonObject();
    if (described != null) {
      switch (bodies.read(ctx, described)) {
        case ContractBody.Result.Wrong(var problem) -> {
          return Future.succeededFuture(new Verdict.Invalid(problem));
        }
        case ContractBody.Result.Read(var json) -> read.mergeIn(json);
      }
    }
    return validator
        .validate(validatable(ctx, operation), operationId)
        .<Verdict>map(request -> new Verdict.Valid(request, read))
        .otherwise(failure -> new Verdict.Invalid(problem(operation, failure)));
  }

  /// The parameters as the router decoded them. Vert.x's own reader decodes a second time, so that
  /// `%2B07:00` would be a space.
  private static ValidatableRequest validatable(RoutingContext ctx, Operation operation) {
    Map<String, RequestParameter> headers = new HashMap<>();
    Map<String, RequestParameter> path = new HashMap<>();
    Map<String, RequestParameter> query = new HashMap<>();
    for (Parameter parameter : operation.getParameters()) {
      String name = parameter.getName();
      switch (parameter.getIn()) {
        case HEADER -> headers.put(name, new RequestParameterImpl(ctx.request().getHeader(name)));
        case PATH -> path.put(name, new RequestParameterImpl(ctx.pathParam(name)));
        case QUERY -> query.put(name, new RequestParameterImpl(ctx.queryParams().get(name)));
        case COOKIE -> throw new IllegalStateException("no operation reads cookies");
      }
    }
    return new ValidatableRequestImpl(
        Map.of(),
        headers,
        path,
        query,
        new RequestParameterImpl(Buffer.buffer(RawBody.of(ctx))),
        ctx.request().getHeader(HttpHeaders.CONTENT_TYPE));
  }

  private static Optional<Problem> queryProblem(RoutingContext ctx, Operation operation) {
    Optional<String> unknown =
        ctx.queryParams().names().stream()
            .filter(name -> operation.getParameters().stream().noneMatch(p -> isQuery(p, name)))
            .findFirst();
    if (unknown.isPresent()) {
      return unknown.map(Contract::unknownParameter);
    }
    return ctx.queryParams().names().stream()
        .filter(name -> ctx.queryParams().getAll(name).size() > 1)
        .findFirst()
        .map(name ->
            Problem.of(ProblemCode.INVALID_PARAMETER, "").with(name, "must stand there once"));
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
    String sentence = failure.getMessage() + " ";
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
