package io.dering.sandbox;

import io.dering.sandbox.calls.CallRules;
import io.dering.sandbox.calls.EarlyMedia;
import io.dering.sandbox.network.Switches;
import io.dering.sandbox.webhooks.Misbehaviour;
import io.dering.sandbox.webhooks.WebhookSettings;
import io.dering.transport.http.HttpSettings;
import io.vertx.core.Vertx;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A sandbox on free ports with a tiny business beside it.
final class House {
  static final CallRules PATIENT = CallRules.DEFAULTS;

  final Vertx vertx = Vertx.vertx();
  final TinyBusiness business;
  final Sandbox sandbox;
  private final SandboxServer server;

  House() throws Exception {
    business = new TinyBusiness(vertx);
    WebhookSettings webhooks =
        new WebhookSettings(
            business.callback(),
            "dev-app-secret",
            Duration.ofSeconds(5),
            Duration.ofMillis(100),
            3);
    SandboxSettings settings =
        SandboxSettings.demo(URI.create("http://127.0.0.1:1"))
            .withWebhooks(webhooks)
            .withMedia(SandboxSettings.Media.onLoopback(0));
    sandbox =
        Sandbox.start(
            settings,
            vertx,
            new SandboxSources(System::nanoTime, InstantSource.system(), new SecureRandom()));
    server =
        SandboxServer.open(vertx, HttpSettings.clear("127.0.0.1", 0), sandbox, List.of())
            .toCompletionStage()
            .toCompletableFuture()
            .get(TinyBusiness.PATIENCE_SECONDS, TimeUnit.SECONDS);
    business.graph(http() + "/sandbox/graph");
  }

  String http() {
    return "http://127.0.0.1:" + server.port();
  }

  int port() {
    return server.port();
  }

  void rules(CallRules rules) {
    sandbox.switches(new Switches(rules, sandbox.switches().webhooks(), false));
  }

  void misbehave(Misbehaviour webhooks) {
    sandbox.switches(new Switches(sandbox.switches().rules(), webhooks, false));
  }

  /// Limits in milliseconds, in the order of [CallRules]; early media is noted.
  static CallRules limits(int acceptWindow, int afterAccept, int talking, int nobodyThere) {
    return new CallRules(
        Duration.ofMillis(acceptWindow),
        Duration.ofMillis(afterAccept),
        Duration.ofMillis(talking),
        Duration.ofMillis(nobodyThere),
        EarlyMedia.NOTE);
  }

  void close() throws Exception {
    sandbox.close();
    server.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    business.close();
    vertx.close().toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
