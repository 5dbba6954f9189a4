package io.dering.sandbox;

import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.calls.Offence;
import io.dering.sandbox.network.Handset;
import io.dering.sandbox.network.Line;
import io.dering.sandbox.network.MediaRelay;
import io.dering.sandbox.network.PlacedCall;
import io.dering.sandbox.network.Relay;
import io.dering.sandbox.network.Switches;
import io.dering.sandbox.network.Telephone;
import io.dering.sandbox.network.Telephones;
import io.dering.sandbox.permission.Choice;
import io.dering.transport.dtls.BouncyCastleDtls;
import io.dering.transport.dtls.DtlsSettings;
import io.dering.transport.dtls.DtlsSources;
import io.dering.transport.http.Routes;
import io.dering.transport.udp.MediaServer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A Meta that behaves like Meta, and telephones that call through it.
public final class Sandbox implements AutoCloseable, Line, Routes {
  private static final long CLOSE_PATIENCE_MS = 2_000;

  private final Context context;
  private final Assembly core;
  private final List<Routes> edges;

  private Sandbox(Context context, Assembly core, List<Routes> edges) {
    this.context = context;
    this.core = core;
    this.edges = edges;
  }

  /// Binds the media port; takes some 100 ms for the DTLS certificate.
  ///
  /// @throws java.io.UncheckedIOException when the port cannot be bound
  public static Sandbox start(SandboxSettings settings, Vertx vertx, SandboxSources sources) {
    return start(settings, vertx, sources, null);
  }

  /// The same with calls' media coming out of somewhere else than the media port.
  ///
  /// @param elsewhere null for the media port; closed by whoever made it
  public static Sandbox start(
      SandboxSettings settings, Vertx vertx, SandboxSources sources, @Nullable Relay elsewhere) {
    Context context = vertx.getOrCreateContext();
    MediaServer media =
        MediaServer.start(
            new MediaServer.Settings(
                settings.media().bind(),
                settings.media().advertised(),
                MediaServer.Settings.USUAL_HANDSHAKES_PER_S,
                settings.media().realTime()),
            new BouncyCastleDtls(
                DtlsSettings.defaults(),
                new DtlsSources(sources.random(), sources.nanoClock(), sources.wallClock())),
            sources.random(),
            sources.nanoClock());
    Relay relay =
        elsewhere == null ? new MediaRelay(media, settings.media().portPerCall()) : elsewhere;
    Assembly parts = new Assembly(context, settings, sources, media, relay);
    return new Sandbox(context, parts, parts.edges());
  }

  /// Adds `/sandbox/…`: Graph, the phone's socket, settings and exchanges. Pages and voices are
  /// static files and come from elsewhere.
  @Override
  public void mount(Router router) {
    edges.forEach(edge -> edge.mount(router));
  }

  /// It answers on its own.
  @Override
  public boolean answersOnItsEventLoop() {
    return false;
  }

  @Override
  public PlacedCall place(Customer customer, Handset handset) {
    return core.network.place(customer, handset);
  }

  @Override
  public PlacedCall place(Customer customer, Handset handset, @Nullable String payload) {
    return core.network.place(customer, handset, payload);
  }

  /// Gives the customer a phone that the business can call.
  ///
  /// @return to be closed when the phone is no longer there
  public AutoCloseable plug(Customer customer, Telephone telephone) {
    Telephones.Plug plug = new Telephones.Plug(customer, telephone);
    context.runOnContext(_ -> core.telephones.plug(plug));
    return () -> context.runOnContext(_ -> core.telephones.unplug(plug));
  }

  /// The customer decides in the business's profile whether it may call. Sends the reply.
  public void decide(Customer customer, Choice choice) {
    context.runOnContext(_ -> core.permissions.decide(customer, choice));
  }

  public Switches switches() {
    return core.network.switches();
  }

  /// From the next call and the next webhook on. From any thread.
  public void switches(Switches next) {
    core.network.switches(next);
  }

  /// How often a business did this since the start.
  public long offences(Offence offence) {
    return core.network.offences(offence);
  }

  /// The UDP port of the media server.
  public int mediaPort() {
    return core.media.port();
  }

  /// Ends every call without ceremony and frees the port. Not to be called on an event loop.
  @Override
  public void close() {
    CompletableFuture<Void> quiet = new CompletableFuture<>();
    context.runOnContext(_ -> {
      core.network.close();
      core.outbound.close();
      core.webhooks.close();
      quiet.complete(null);
    });
    try {
      quiet.get(CLOSE_PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | TimeoutException _) {
      // A context that does not answer (its Vert.x is closed) has nothing left to end.
    }
    core.media.close();
  }
}
