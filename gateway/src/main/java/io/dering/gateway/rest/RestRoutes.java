package io.dering.gateway.rest;

import io.dering.transport.http.Routes;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.Router;
import java.util.List;

/// The operations of `config/openapi.yaml`, and that contract itself.
public final class RestRoutes implements Routes {
  private final Operations.Doors doors;
  private final List<Resource> resources;

  /// @param resources together they must have every operation of the contract
  public RestRoutes(Operations.Doors doors, List<Resource> resources) {
    this.doors = doors;
    this.resources = List.copyOf(resources);
  }

  /// @throws IllegalStateException when an operation of the contract is nowhere
  @Override
  public void mount(Router router) {
    String document = doors.contract().whole().encodePrettily();
    router
        .get("/openapi.json")
        .handler(ctx ->
            ctx.response()
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-cache")
                .end(document));
    var operations = new Operations(doors, router);
    resources.forEach(resource -> resource.mount(operations));
    operations.complete();
  }
}
