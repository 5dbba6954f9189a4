package io.dering.sandbox.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.calls.Business;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.messages.Inbox;
import io.dering.sandbox.network.Network;
import io.dering.sandbox.network.Telephones;
import io.dering.sandbox.permission.PermissionDesk;
import io.dering.sandbox.wire.WireLog;
import io.dering.transport.http.Answers;
import io.dering.transport.http.OriginPolicy;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.RequestDeadline;
import io.dering.transport.http.Routes;
import io.dering.transport.udp.MediaServer;
import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;

/// `GET /sandbox/phone/socket`: opens a phone per WebSocket.
public final class PhonePages implements Routes {
  private static final int MAX_PAGES = 64;

  /// The numbers of pages begin here; below are those of scripted phones.
  private static final int FIRST_LINE = 100;

  private static final List<String> NAMES =
      List.of("Siti", "Agus", "Ratna", "Joko", "Wulan", "Hadi", "Indah", "Bayu");

  private final Context context;
  private final Parts parts;
  private final OriginPolicy origins;
  private final BitSet lines = new BitSet();

  /// What a phone needs of the sandbox.
  ///
  /// @param agentUrl where the agent's page is, for the link beside the phone
  public record Parts(
      Network network,
      MediaServer media,
      WireLog wire,
      Inbox inbox,
      Telephones telephones,
      PermissionDesk permissions,
      Business business,
      String agentUrl) {}

  public PhonePages(Context context, Parts parts, OriginPolicy origins) {
    this.context = context;
    this.parts = parts;
    this.origins = origins;
  }

  @Override
  public void mount(Router router) {
    router.get("/sandbox/phone/socket").handler(this::open);
  }

  private void open(RoutingContext ctx) {
    if (origins.judge(ctx.request()) == OriginPolicy.Verdict.REFUSED) {
      Answers.problem(
          ctx, Problem.of(ProblemCode.FORBIDDEN, "A page of another site may not call here."));
      return;
    }
    if (!"websocket".equalsIgnoreCase(ctx.request().getHeader("Upgrade"))) {
      Answers.problem(ctx, Problem.of(ProblemCode.UPGRADE_REQUIRED, "Open it as a WebSocket."));
      return;
    }
    RequestDeadline.toWebSocket(ctx)
        .onSuccess(socket -> {
          // Nothing may be read before the phone listens, which begins on another thread.
          socket.pause();
          context.runOnContext(_ -> seat(socket));
        });
  }

  private void seat(ServerWebSocket socket) {
    int line = lines.nextClearBit(0);
    if (line >= MAX_PAGES) {
      socket.close((short) 1013, "too many phones");
      return;
    }
    lines.set(line);
    Customer customer = customer(line);
    PhoneSession session = new PhoneSession(context, parts, socket, customer);
    java.util.function.Consumer<ObjectNode> inbox = session::message;
    java.util.function.Consumer<ObjectNode> reader = session::wire;
    Telephones.Plug plug = new Telephones.Plug(customer, session::called);
    socket.textMessageHandler(text -> context.runOnContext(_ -> session.received(text)));
    socket.closeHandler(_ ->
        context.runOnContext(_ -> {
          parts.wire().unsubscribe(reader);
          parts.inbox().unsubscribe(customer.number(), inbox);
          parts.permissions().unsubscribe(customer.number(), inbox);
          parts.telephones().unplug(plug);
          lines.clear(line);
          session.closed();
        }));
    session.greet();
    parts.inbox().of(customer.number()).forEach(inbox);
    parts.inbox().subscribe(customer.number(), inbox);
    inbox.accept(parts.permissions().shown(customer.number()));
    parts.permissions().subscribe(customer.number(), inbox);
    parts.telephones().plug(plug);
    parts.wire().last().forEach(reader);
    parts.wire().subscribe(reader);
    socket.resume();
  }

  private static Customer customer(int line) {
    int round = line / NAMES.size();
    String name = NAMES.get(line % NAMES.size());
    String full =
        round == 0
            ? name + " (sandbox)"
            : String.format(Locale.ROOT, "%s %d (sandbox)", name, round + 1);
    return Customer.fictional(FIRST_LINE + line, full);
  }
}
