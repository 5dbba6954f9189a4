package io.dering.gateway.agents;

import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.desk.DeskWriter;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.Ids;
import io.dering.transport.http.Answers;
import io.dering.transport.http.OriginPolicy;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.dering.transport.http.RequestDeadline;
import io.dering.transport.http.Routes;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// The door for agents' pages, and the register of those inside.
public final class DeskRoutes implements Routes {
  /// The path of the WebSocket.
  public static final String PATH = "/v1/desk";

  /// Signed-in sockets of one agent: tabs and devices. More lets one token fill more of the house.
  static final int MAX_SOCKETS_PER_AGENT = 16;

  private final DeskSettings settings;
  private final Ports ports;
  private final Sources sources;
  private final DeskWriter writer;
  private final Heartbeat heartbeat;
  private final Map<ConnectionId, DeskSocket> sockets = new ConcurrentHashMap<>();
  private final Map<DeskSocket.Page, DeskSocket> pages = new ConcurrentHashMap<>();
  private volatile boolean stopping;

  /// What stands behind the sockets.
  public record Ports(DeskSignIn signIn, AgentFacts facts, AgentLegs legs, DeskMeter meter) {}

  /// Time and chance.
  public record Sources(LongSupplier nanoTime, RandomGenerator random) {}

  public DeskRoutes(DeskSettings settings, Ports ports, Sources sources) {
    this.settings = settings;
    this.ports = ports;
    this.sources = sources;
    this.writer = new DeskWriter(settings.sandbox());
    this.heartbeat = new Heartbeat(settings.limits().ping());
  }

  @Override
  public void mount(Router router) {
    router.get(PATH).handler(this::open);
  }

  private void open(RoutingContext ctx) {
    OriginPolicy.Verdict verdict = settings.origins().judge(ctx.request());
    boolean page = verdict == OriginPolicy.Verdict.ALLOWED;
    boolean program = verdict == OriginPolicy.Verdict.MISSING && settings.clientsWithoutOrigin();
    if (!page && !program) {
      refuse(ctx, ProblemCode.FORBIDDEN, "Pages of this origin may not open this socket.");
    } else if (!ctx.request().canUpgradeToWebSocket()) {
      ctx.response().putHeader("Upgrade", "websocket");
      refuse(ctx, ProblemCode.UPGRADE_REQUIRED, "Open this address as a WebSocket.");
    } else if (stopping || sockets.size() >= settings.limits().maxSockets()) {
      refuse(ctx, ProblemCode.UNAVAILABLE, "No room for another socket. Try again later.");
    } else {
      RequestDeadline.toWebSocket(ctx).onSuccess(socket -> opened(ctx, socket, page));
    }
  }

  private void refuse(RoutingContext ctx, ProblemCode code, String detail) {
    ports.meter().refused();
    Answers.problem(ctx, Problem.of(code, detail));
  }

  private void opened(RoutingContext ctx, ServerWebSocket webSocket, boolean page) {
    var id = new ConnectionId(Ids.random("conn_", sources.random()));
    var door = new DeskDoor(page, UserAgents.device(ctx.request().getHeader("User-Agent")));
    // Vert.x keeps both for as long as the socket stands, and nobody asks for them again.
    ctx.request().headers().clear();
    ctx.response().headers().clear();
    var socket = new DeskSocket(this, id, door, webSocket, ctx.vertx());
    sockets.put(id, socket);
    socket.begin(ctx.request().connection());
  }

  /// Sends a message to a page; a page that is gone is no fault. Any thread.
  public void tell(ConnectionId connection, DeskMessage message) {
    DeskSocket socket = sockets.get(connection);
    if (socket != null) {
      socket.run(() -> socket.send(message));
    }
  }

  /// The media plane says: this connection's leg carries media. Any thread.
  public void legUp(ConnectionId connection) {
    DeskSocket socket = sockets.get(connection);
    if (socket != null) {
      socket.run(socket::legUp);
    }
  }

  /// The media plane says: this connection's leg is gone, and why, as a stable name. Any thread.
  public void legDown(ConnectionId connection, String reason) {
    DeskSocket socket = sockets.get(connection);
    if (socket != null) {
      socket.run(() -> socket.legDown(reason));
    }
  }

  /// The media plane says: nothing authentic has come over this connection's leg for so long. Any
  /// thread.
  public void legQuiet(ConnectionId connection, Duration silence) {
    DeskSocket socket = sockets.get(connection);
    if (socket != null) {
      socket.run(() -> socket.legQuiet(silence));
    }
  }

  /// The media plane says: something has come over a leg that was quiet. Any thread.
  public void legHeard(ConnectionId connection) {
    DeskSocket socket = sockets.get(connection);
    if (socket != null) {
      socket.run(socket::legHeard);
    }
  }

  /// How many sockets are open, signed in or not. Any thread.
  public int open() {
    return sockets.size();
  }

  /// Opens no more sockets; those there are stay. Any thread.
  public void refuseNew() {
    stopping = true;
  }

  /// Opens no more sockets and closes those there are with 1001. Any thread.
  public void stop() {
    refuseNew();
    for (DeskSocket socket : List.copyOf(sockets.values())) {
      socket.run(() -> socket.end(DeskClose.SERVER_STOPPING));
    }
  }

  /// Closes the agent's pages: the agent may not come in any more. Any thread.
  public void signOut(AccountId account, AgentId agent) {
    pages.forEach((page, socket) -> {
      if (page.account().equals(account) && page.agent().equals(agent)) {
        socket.run(socket::signOut);
      }
    });
  }

  DeskSettings settings() {
    return settings;
  }

  Ports ports() {
    return ports;
  }

  Heartbeat heartbeat() {
    return heartbeat;
  }

  String write(DeskMessage message) {
    return writer.write(message);
  }

  long nanoTime() {
    return sources.nanoTime().getAsLong();
  }

  /// Remembers whose page the socket is; a socket of the same page that is still there ends.
  ///
  /// @return false when the agent has [#MAX_SOCKETS_PER_AGENT] other pages; nothing is remembered
  boolean signedIn(DeskSocket socket, DeskSocket.Page page) {
    if (!pages.containsKey(page)
        && pages.keySet().stream().filter(page::isOfSameAgent).count() >= MAX_SOCKETS_PER_AGENT) {
      return false;
    }
    DeskSocket before = pages.put(page, socket);
    if (before != null) {
      before.end(DeskClose.REPLACED);
    }
    return true;
  }

  void gone(DeskSocket socket, ConnectionId connection) {
    sockets.remove(connection);
    pages.values().remove(socket);
  }
}
