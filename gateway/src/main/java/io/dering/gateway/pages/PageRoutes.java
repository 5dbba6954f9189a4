package io.dering.gateway.pages;

import io.dering.transport.http.Routes;
import io.dering.transport.http.SecurityHeaders;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.util.List;

/// Serves the console's files: `index.html` at `/`, `phone.html` at `/sandbox/phone`, the others
/// under their own names. What belongs to the sandbox is there only when the sandbox is on. Pages
/// of every site may load the SDK: it is public and the same for all, and opens no door by itself.
public final class PageRoutes implements Routes {
  private static final String FOLDER = "META-INF/dering/console/";
  private static final String PHONE = "/sandbox/phone";
  private static final String SDK = "sdk/";
  private static final String WORKER = "sw.js";

  private final List<PageFile> files;
  private final boolean sandbox;

  private PageRoutes(List<PageFile> files, boolean sandbox) {
    this.files = files;
    this.sandbox = sandbox;
  }

  /// Reads the console that stands on the class path of `loader`.
  ///
  /// @throws IOException when it cannot be read
  public static PageRoutes read(ClassLoader loader, boolean sandbox) throws IOException {
    return new PageRoutes(PageFiles.read(loader, FOLDER), sandbox);
  }

  /// Whether there is a console at all: a build without npm has none.
  public boolean built() {
    return !files.isEmpty();
  }

  @Override
  public void mount(Router router) {
    for (PageFile file : files) {
      String path = address(file.path());
      if (sandbox || !path.startsWith("/sandbox/")) {
        router
            .route(path)
            .method(HttpMethod.GET)
            .method(HttpMethod.HEAD)
            .handler(ctx -> serve(ctx, file));
      }
    }
  }

  private static String address(String path) {
    return switch (path) {
      case "index.html" -> "/";
      case "phone.html" -> PHONE;
      default -> "/" + path;
    };
  }

  private static void serve(RoutingContext ctx, PageFile file) {
    boolean worker = file.path().equals(WORKER);
    if (file.isPage() || worker) {
      // A service worker has the policy of its own file, and pictures of notifications to load.
      SecurityHeaders.page(ctx);
    }
    if (worker) {
      ctx.response().putHeader("Service-Worker-Allowed", "/");
    }
    if (file.path().startsWith(SDK)) {
      SecurityHeaders.everySite(ctx);
    }
    HttpServerResponse response =
        ctx.response()
            .putHeader(HttpHeaders.ETAG, file.etag())
            .putHeader(HttpHeaders.CACHE_CONTROL, file.cacheControl());
    if (known(ctx.request().headers().getAll(HttpHeaders.IF_NONE_MATCH), file.etag())) {
      response.setStatusCode(304).end();
      return;
    }
    response.putHeader(HttpHeaders.CONTENT_TYPE, file.type());
    if (ctx.request().method().equals(HttpMethod.HEAD)) {
      response
          .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(file.content().length()))
          .end();
    } else {
      response.end(file.content());
    }
  }

  /// RFC 9110 §13.1.2: weak comparison.
  private static boolean known(List<String> ifNoneMatch, String etag) {
    for (String header : ifNoneMatch) {
      for (String tag : header.split(",", -1)) {
        String bare = tag.strip();
        if (bare.equals("*") || bare.equals(etag) || bare.equals("W/" + etag)) {
          return true;
        }
      }
    }
    return false;
  }
}
