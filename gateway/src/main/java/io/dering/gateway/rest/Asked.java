package io.dering.gateway.rest;

import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.ValidatedRequest;
import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A request that the contract and the credentials let through.
///
/// @param viewer null for a public operation only
/// @param own whether the viewer may see what is its own alone
/// @param body what the contract's schema let through, empty without one
/// @param stillGood asks again whether the credentials are good, for what stays open
record Asked(
    @Nullable Viewer viewer,
    boolean own,
    ValidatedRequest request,
    JsonObject body,
    Supplier<Future<Boolean>> stillGood) {

  /// @throws IllegalStateException in a public operation
  AccountId account() {
    return known().account();
  }

  /// @throws IllegalStateException in a public operation
  Viewer known() {
    if (viewer == null) {
      throw new IllegalStateException("a public operation asks who its viewer is");
    }
    return viewer;
  }

  /// The agent whose own things are all that may be seen, or null for all of the account.
  @Nullable AgentId ownAgent() {
    return own && viewer instanceof Viewer.Person person ? person.agent() : null;
  }

  /// A query parameter, null when it was not given.
  @Nullable String query(String name) {
    return text(request.getQuery(), name);
  }

  /// A header of the contract that must be there.
  String header(String name) {
    String text = text(request.getHeaders(), name);
    if (text == null) {
      throw new IllegalStateException("the contract asks for no such header: " + name);
    }
    return text;
  }

  /// The length of a page: `limit`, or that many. JSON Schema takes 5.0 for a whole number.
  int limit(int otherwise) {
    String limit = query("limit");
    return limit == null ? otherwise : new BigDecimal(limit).intValue();
  }

  /// A parameter of the path.
  String path(String name) {
    String text = text(request.getPathParameters(), name);
    if (text == null) {
      throw new IllegalStateException("the contract has no such parameter: " + name);
    }
    return text;
  }

  private static @Nullable String text(Map<String, RequestParameter> parameters, String name) {
    RequestParameter parameter = parameters.get(name);
    return parameter == null || parameter.isEmpty() ? null : String.valueOf(parameter.get());
  }
}
