package io.dering.gateway.wiring;

import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.events.WebhookTarget;
import io.dering.gateway.push.PushMeter;
import io.dering.gateway.push.PushPost;
import io.dering.gateway.push.VapidKey;
import io.dering.gateway.rest.PushRoutes;
import io.dering.gateway.rest.Switchboards;
import io.vertx.core.Vertx;
import java.nio.file.Path;

/// What tells browsers without a page, under a key of the data folder.
final class PushPlane implements AutoCloseable {
  private final WebhookTarget target;
  private final VapidKey key;
  private final PushPost post;

  PushPlane(
      GatewayConfig config,
      Vertx vertx,
      WebhookTarget target,
      PushMeter meter,
      PushPost.Sources sources) {
    this.target = target;
    key = VapidFile.of(Path.of(config.data().dir()), sources.random());
    PushPost.Sender sender = new PushPost.Sender(key, config.push().subject());
    post = new PushPost(vertx, target, sender, meter, sources);
  }

  PushPost post() {
    return post;
  }

  PushRoutes routes(Switchboards switchboards) {
    return new PushRoutes(switchboards, target, key.publicText());
  }

  @Override
  public void close() {
    post.close();
  }
}
