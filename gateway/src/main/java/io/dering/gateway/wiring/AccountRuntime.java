package io.dering.gateway.wiring;

import io.dering.gateway.conductor.BackendDesk;
import io.dering.gateway.conductor.CommandSink;
import io.dering.gateway.conductor.Conductor;
import io.dering.gateway.graph.GraphClient;
import io.dering.gateway.graph.GraphSettings;
import io.dering.gateway.graph.PermissionClient;
import io.dering.gateway.graph.SettingsClient;
import io.dering.gateway.push.PushPost;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.vertx.core.Vertx;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One account at work: its conductor, and the way of its commands out and of their results back.
final class AccountRuntime implements CommandSink {
  private static final Logger LOG = LoggerFactory.getLogger(AccountRuntime.class);

  private final Conductor conductor;
  private final MediaPlane media;
  private final GraphClient graph;
  private final SettingsClient settings;
  private final PermissionClient permissions;
  private final Consumer<Command.Tell> desk;
  private final PushPost pushes;
  private final BackendDesk backend;

  /// How requests to Meta are made: of calls, of channels' settings, of call permissions.
  record ToMeta(
      Function<Consumer<Fact.FromGraph>, GraphClient> calls,
      Function<Consumer<Fact.FromSettings>, SettingsClient> settings,
      Function<Consumer<Fact.FromPermission>, PermissionClient> permissions) {
    static ToMeta over(Vertx vertx, GraphSettings settings, GraphClient.Sources sources) {
      return new ToMeta(
          facts -> new GraphClient(vertx, settings, facts, sources),
          facts -> new SettingsClient(vertx, settings, facts, sources),
          facts -> new PermissionClient(vertx, settings, facts, sources));
    }
  }

  /// Makes the two ends that need each other: a client that tells the conductor, and a conductor
  /// that commands the client.
  AccountRuntime(
      Function<CommandSink, Conductor> conductor,
      ToMeta toMeta,
      MediaPlane media,
      Consumer<Command.Tell> desk,
      PushPost pushes) {
    this.media = media;
    this.desk = desk;
    this.pushes = pushes;
    this.graph = toMeta.calls().apply(this::tell);
    this.settings = toMeta.settings().apply(this::tell);
    this.permissions = toMeta.permissions().apply(this::tell);
    this.conductor = conductor.apply(this);
    this.backend = new BackendDesk(this.conductor::offer);
  }

  Conductor conductor() {
    return conductor;
  }

  /// The way in for the backend's requests, and for its supervisors'.
  BackendDesk backend() {
    return backend;
  }

  /// Completes when every request handed over so far has been answered by Meta or given up.
  CompletionStage<Void> drained() {
    return graph.drained();
  }

  @Override
  public void release(Command command) {
    switch (command) {
      case Command.ForMedia forMedia -> media.release(forMedia, this::tell);
      case Command.ForGraph forGraph -> graph.execute(forGraph);
      case Command.ForPush push -> pushes.release(push, this::tell);
      case Command.ForSettings forSettings -> settings.execute(forSettings);
      case Command.ForPermission forPermission -> permissions.execute(forPermission);
      // The conductor's own.
      case Command.ConfirmMinute _ -> {}
      case Command.Tell tell -> desk.accept(tell);
      case Command.Answer answer -> backend.answered(answer);
    }
  }

  /// A result that the conductor cannot take is no loss of a call: its deadlines end what waits.
  /// One that has stopped waits for none.
  private void tell(Fact fact) {
    if (conductor.state() != Conductor.State.STOPPED && !conductor.offer(fact)) {
      LOG.warn("The conductor did not take a {}", fact.getClass().getSimpleName());
    }
  }
}
