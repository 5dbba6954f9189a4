package io.dering.sandbox;

import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.calls.Offence;
import io.dering.sandbox.control.ControlRoutes;
import io.dering.sandbox.control.MessageRoutes;
import io.dering.sandbox.control.NumberRoutes;
import io.dering.sandbox.control.ScriptedCallRoutes;
import io.dering.sandbox.graph.GraphDoor;
import io.dering.sandbox.graph.GraphRoutes;
import io.dering.sandbox.graph.GraphSettings;
import io.dering.sandbox.graph.MediaRoutes;
import io.dering.sandbox.graph.SendRoutes;
import io.dering.sandbox.graph.SettingsRoutes;
import io.dering.sandbox.messages.Inbox;
import io.dering.sandbox.messages.Recordings;
import io.dering.sandbox.messages.Windows;
import io.dering.sandbox.network.Handset;
import io.dering.sandbox.network.Line;
import io.dering.sandbox.network.Network;
import io.dering.sandbox.network.PlacedCall;
import io.dering.sandbox.network.Relay;
import io.dering.sandbox.network.SandboxClock;
import io.dering.sandbox.network.Switches;
import io.dering.sandbox.numbers.NumberDesk;
import io.dering.sandbox.page.PhonePages;
import io.dering.sandbox.webhooks.WebhookBodies;
import io.dering.sandbox.webhooks.WebhookSender;
import io.dering.sandbox.wire.WireLog;
import io.dering.transport.dtls.BouncyCastleDtls;
import io.dering.transport.dtls.DtlsSettings;
import io.dering.transport.dtls.DtlsSources;
import io.dering.transport.http.OriginPolicy;
import io.dering.transport.http.Routes;
import io.dering.transport.udp.MediaServer;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// A Meta that behaves like Meta, and telephones that call through it.
public final class Sandbox implements AutoCloseable, Line, Routes {
  private static final long CLOSE_PATIENCE_MS = 2_000;

  private final Context context;
  private final MediaServer media;
  private final WebhookSender webhooks;
  private final Network network;
  private final List<Routes> edges;

  private Sandbox(
      Context context,
      MediaServer media,
      WebhookSender webhooks,
      Network network,
      List<Routes> edges) {
    this.context = context;
    this.media = media;
    this.webhooks = webhooks;
    this.network = network;
    this.edges = edges;
  }

  /// Binds the media port; takes some 100 ms for the DTLS certificate.
  ///
  /// @throws java.io.UncheckedIOException when the port cannot be bound
  public static Sandbox start(SandboxSettings settings, Vertx vertx, SandboxSources sources) {
    Context context = vertx.getOrCreateContext();
    Executor owner = task -> context.runOnContext(_ -> task.run());
    MediaServer media =
        MediaServer.start(
            new MediaServer.Settings(settings.media().bind(), settings.media().advertised()),
            new BouncyCastleDtls(
                DtlsSettings.defaults(),
                new DtlsSources(sources.random(), sources.nanoClock(), sources.wallClock())),
            sources.random(),
            sources.nanoClock());
    SandboxClock clock = new SandboxClock(sources.nanoClock(), sources.wallClock());
    WireLog wire = new WireLog();
    WebhookBodies bodies = new WebhookBodies(settings.business());
    Windows windows = new Windows();
    Inbox inbox = new Inbox();
    WebhookSender webhooks = new WebhookSender(context, settings.webhooks(), bodies, wire, clock);
    Network network =
        new Network(
            context,
            new Network.Parts(
                settings.business(),
                new Relay(media, settings.media().portPerCall()),
                bodies,
                webhooks,
                wire,
                windows),
            clock,
            sources.random(),
            settings.switches());
    OriginPolicy origins =
        settings.loopbackOnly() ? OriginPolicy.loopback() : OriginPolicy.sameOrigin(false);
    GraphDoor.Sources graphSources = new GraphDoor.Sources(clock, sources.random());
    GraphDoor door =
        new GraphDoor(
            new GraphSettings(settings.business().phoneNumberId(), settings.accessToken()),
            wire,
            graphSources);
    NumberDesk number = new NumberDesk(bodies, webhooks, clock);
    Recordings recordings = new Recordings();
    List<Routes> edges =
        List.of(
            new GraphRoutes(owner, network, door),
            new SettingsRoutes(owner, number, door),
            new NumberRoutes(owner, number, origins),
            new MediaRoutes(owner, recordings, door),
            new SendRoutes(
                owner, new SendRoutes.Parts(inbox, windows, bodies, webhooks), door, graphSources),
            new PhonePages(
                context,
                new PhonePages.Parts(
                    network, media, wire, inbox, settings.business(), settings.agentUrl()),
                origins),
            new ControlRoutes(owner, network, wire, origins),
            new ScriptedCallRoutes(network, origins),
            new MessageRoutes(
                owner,
                new MessageRoutes.Post(bodies, webhooks, recordings, network, windows),
                new MessageRoutes.Sources(clock, sources.random()),
                origins));
    return new Sandbox(context, media, webhooks, network, edges);
  }

  /// Adds `/sandbox/…`: Graph, the phone's socket, settings and exchanges. Pages and voices are
  /// static files and come from elsewhere.
  @Override
  public void mount(Router router) {
    edges.forEach(edge -> edge.mount(router));
  }

  @Override
  public PlacedCall place(Customer customer, Handset handset) {
    return network.place(customer, handset);
  }

  @Override
  public PlacedCall place(Customer customer, Handset handset, @Nullable String payload) {
    return network.place(customer, handset, payload);
  }

  public Switches switches() {
    return network.switches();
  }

  /// From the next call and the next webhook on. From any thread.
  public void switches(Switches next) {
    network.switches(next);
  }

  /// How often a business did this since the start.
  public long offences(Offence offence) {
    return network.offences(offence);
  }

  /// The UDP port of the media server.
  public int mediaPort() {
    return media.port();
  }

  /// Ends every call without ceremony and frees the port. Not to be called on an event loop.
  @Override
  public void close() {
    CompletableFuture<Void> quiet = new CompletableFuture<>();
    context.runOnContext(_ -> {
      network.close();
      webhooks.close();
      quiet.complete(null);
    });
    try {
      quiet.get(CLOSE_PATIENCE_MS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    } catch (java.util.concurrent.ExecutionException | TimeoutException _) {
      // A context that does not answer (its Vert.x is closed) has nothing left to end.
    }
    media.close();
  }
}
