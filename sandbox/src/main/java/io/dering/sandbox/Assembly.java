package io.dering.sandbox;

import io.dering.sandbox.calendar.Calendar;
import io.dering.sandbox.control.CalendarRoutes;
import io.dering.sandbox.control.ControlRoutes;
import io.dering.sandbox.control.MessageRoutes;
import io.dering.sandbox.control.NumberRoutes;
import io.dering.sandbox.control.PhoneDesk;
import io.dering.sandbox.control.PhoneRoutes;
import io.dering.sandbox.control.ScriptedCallRoutes;
import io.dering.sandbox.control.ScriptedCalls;
import io.dering.sandbox.control.VolumeRoutes;
import io.dering.sandbox.graph.AnalyticsRoutes;
import io.dering.sandbox.graph.GraphDoor;
import io.dering.sandbox.graph.GraphRoutes;
import io.dering.sandbox.graph.GraphSettings;
import io.dering.sandbox.graph.MediaRoutes;
import io.dering.sandbox.graph.PermissionRoutes;
import io.dering.sandbox.graph.SendRoutes;
import io.dering.sandbox.graph.SettingsRoutes;
import io.dering.sandbox.graph.TemplateRoutes;
import io.dering.sandbox.graph.Templates;
import io.dering.sandbox.messages.Inbox;
import io.dering.sandbox.messages.Recordings;
import io.dering.sandbox.messages.Windows;
import io.dering.sandbox.network.CallDoor;
import io.dering.sandbox.network.Network;
import io.dering.sandbox.network.Offences;
import io.dering.sandbox.network.OutboundNetwork;
import io.dering.sandbox.network.Relay;
import io.dering.sandbox.network.SandboxClock;
import io.dering.sandbox.network.Telephones;
import io.dering.sandbox.numbers.NumberDesk;
import io.dering.sandbox.page.PhonePages;
import io.dering.sandbox.permission.PermissionDesk;
import io.dering.sandbox.pricing.PricingDesk;
import io.dering.sandbox.webhooks.Envelope;
import io.dering.sandbox.webhooks.OutboundBodies;
import io.dering.sandbox.webhooks.WebhookBodies;
import io.dering.sandbox.webhooks.WebhookSender;
import io.dering.sandbox.wire.WireLog;
import io.dering.transport.http.OriginPolicy;
import io.dering.transport.http.Routes;
import io.dering.transport.udp.MediaServer;
import io.vertx.core.Context;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;

/// The parts of one sandbox, tied together.
final class Assembly {
  final MediaServer media;
  final WebhookSender webhooks;
  final Network network;
  final OutboundNetwork outbound;
  final Telephones telephones = new Telephones();
  final PermissionDesk permissions;

  private final Context context;
  private final SandboxSettings settings;
  private final SandboxSources sources;
  private final SandboxClock clock;
  private final Calendar calendar;
  private final WireLog wire = new WireLog();
  private final WebhookBodies bodies;
  private final Windows windows;
  private final NumberDesk number;
  private final PricingDesk pricing;

  Assembly(
      Context context,
      SandboxSettings settings,
      SandboxSources sources,
      MediaServer media,
      Relay relay) {
    this.context = context;
    this.settings = settings;
    this.sources = sources;
    this.media = media;
    this.clock = new SandboxClock(sources.nanoClock(), sources.wallClock());
    this.calendar = new Calendar(clock);
    Envelope envelope = new Envelope(settings.business());
    this.bodies = new WebhookBodies(envelope);
    this.windows = new Windows(calendar);
    this.webhooks = new WebhookSender(context, settings.webhooks(), bodies, wire, clock);
    this.number = new NumberDesk(bodies, webhooks, clock);
    this.pricing = new PricingDesk(number);
    this.permissions =
        new PermissionDesk(
            new PermissionDesk.Parts(
                settings.business(),
                calendar,
                clock,
                number,
                windows,
                webhooks,
                () -> SendRoutes.messageId(sources.random())));
    Offences offences = new Offences(wire, clock);
    this.network =
        new Network(
            context,
            new Network.Parts(
                settings.business(),
                relay,
                bodies,
                webhooks,
                offences,
                windows,
                permissions,
                pricing),
            clock,
            sources.random(),
            settings.switches());
    this.outbound =
        new OutboundNetwork(
            context,
            new OutboundNetwork.Parts(
                settings.business(),
                relay,
                new OutboundBodies(envelope),
                webhooks,
                offences,
                windows,
                permissions,
                number,
                telephones,
                pricing),
            clock,
            sources.random(),
            network::switches);
  }

  /// The sandbox's addresses.
  List<Routes> edges() {
    Executor owner = task -> context.runOnContext(_ -> task.run());
    OriginPolicy origins =
        settings.loopbackOnly() ? OriginPolicy.loopback() : OriginPolicy.sameOrigin(false);
    CallDoor calls = new CallDoor(network, outbound);
    webhooks.onUndelivered(calls::undelivered);
    GraphDoor.Sources graphSources = new GraphDoor.Sources(clock, sources.random());
    GraphDoor door =
        new GraphDoor(
            new GraphSettings(settings.business().phoneNumberId(), settings.accessToken()),
            wire,
            graphSources);
    Inbox inbox = new Inbox();
    Templates templates = new Templates();
    Recordings recordings = new Recordings();
    ScriptedCalls scripted = new ScriptedCalls();
    return List.of(
        new GraphRoutes(owner, calls, door),
        new SettingsRoutes(owner, number, door),
        new NumberRoutes(owner, number, origins),
        new AnalyticsRoutes(owner, settings.business().wabaId(), pricing, door),
        new VolumeRoutes(owner, pricing, clock, origins),
        new MediaRoutes(owner, recordings, door),
        new SendRoutes(
            owner,
            new SendRoutes.Parts(inbox, windows, bodies, webhooks, permissions, number, templates),
            door,
            graphSources),
        new TemplateRoutes(owner, settings.business().wabaId(), templates, door),
        new PermissionRoutes(owner, permissions, number, door, clock),
        new CalendarRoutes(owner, calendar, permissions::timePassed, origins),
        new PhonePages(
            context,
            new PhonePages.Parts(
                network,
                media,
                wire,
                inbox,
                telephones,
                permissions,
                settings.business(),
                settings.agentUrl()),
            origins),
        new ControlRoutes(owner, network, wire, origins),
        new ScriptedCallRoutes(network, scripted, origins),
        new PhoneRoutes(
            owner, new PhoneDesk(scripted, telephones, permissions, this::later), origins),
        new MessageRoutes(
            owner,
            new MessageRoutes.Post(bodies, webhooks, recordings, network, windows),
            new MessageRoutes.Sources(clock, sources.random()),
            origins));
  }

  private void later(Duration pause, Runnable task) {
    context
        .owner()
        .setTimer(Math.max(1, pause.toMillis()), _ -> context.runOnContext(_ -> task.run()));
  }
}
