package io.dering.gateway.wiring;

import io.dering.gateway.config.Demo;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.web.TestServer;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// The demo's gateway beside a Meta of the test's own, without the sandbox.
final class BesideMeta {
  private BesideMeta() {}

  /// That Meta; its port.
  static int meta(Vertx vertx, Handler<HttpServerRequest> answers) {
    return TestServer.await(vertx.createHttpServer().requestHandler(answers).listen(0, "127.0.0.1"))
        .actualPort();
  }

  /// @param settings of this gateway alone, by their names in the environment
  static Gateway start(Path folder, int metaPort, Map<String, String> settings) throws IOException {
    return Gateway.start(config(folder, metaPort, settings), _ -> {});
  }

  static GatewayConfig config(Path folder, int metaPort, Map<String, String> settings) {
    Map<String, String> environment = new HashMap<>(settings);
    environment.put("DERING_HTTP_PORT", "0");
    environment.put("DERING_MEDIA_PORT", "0");
    environment.put("DERING_DATA_DIR", folder.toString());
    environment.put("DERING_META_GRAPH_URL", "http://127.0.0.1:" + metaPort);
    return Demo.dev(environment);
  }
}
