package io.dering.gateway.agents;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Device;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.desk.DeskError;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.desk.DeskReader;
import io.dering.signaling.desk.DeskRequest;
import io.dering.signaling.desk.DeskResult;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.switchboard.Fact;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One page's socket: waiting for hello, then signed in, then gone.
///
/// It ends once, by [#end], whoever finds the reason first; what the switchboard was told began is
/// always told ended.
final class DeskSocket {
  private static final Logger LOG = LoggerFactory.getLogger(DeskSocket.class);
  private static final int MAX_MESSAGE_BYTES = 64 << 10;
  private static final long TELL_AGAIN_MS = 100;

  /// How long a page may take to answer our close before the connection is cut.
  private static final long CLOSING_MS = 2_000;

  private final DeskRoutes desk;
  private final DeskSettings.Limits limits;
  private final ConnectionId connection;
  private final boolean browser;
  private final Device device;
  private final ServerWebSocket webSocket;
  private final Vertx vertx;
  private final Context context;
  private final DeskFrames frames;
  private final OfferBudget budget;
  private final Challenges challenges;
  private @Nullable SignedIn signedIn;
  private boolean ended;
  private long lastHeardNanos;
  private long helloTimer = -1;
  private Heartbeat.@Nullable Place heartbeat;
  private long silenceTimer = -1;
  private long unreadBytes;
  private int offers;
  private @Nullable HttpConnection transport;

  DeskSocket(
      DeskRoutes desk,
      ConnectionId connection,
      DeskDoor door,
      ServerWebSocket webSocket,
      Vertx vertx) {
    this.desk = desk;
    this.limits = desk.settings().limits();
    this.connection = connection;
    this.browser = door.page();
    this.device = door.device();
    this.webSocket = webSocket;
    this.vertx = vertx;
    this.context = vertx.getOrCreateContext();
    this.lastHeardNanos = desk.nanoTime();
    this.budget = new OfferBudget(lastHeardNanos);
    this.challenges = new Challenges(limits.unanswered(), lastHeardNanos);
    this.frames = new DeskFrames(MAX_MESSAGE_BYTES, limits.messagesPerSecond(), lastHeardNanos);
  }

  /// A tab of an agent's browser: of two sockets with the same page the later one counts.
  record Page(AccountId account, AgentId agent, String page) {
    boolean isOfSameAgent(Page other) {
      return account.equals(other.account) && agent.equals(other.agent);
    }
  }

  void begin(HttpConnection transport) {
    this.transport = transport;
    webSocket.frameHandler(this::frame);
    webSocket.pongHandler(_ -> heard());
    webSocket.exceptionHandler(_ -> end(DeskClose.BY_PEER));
    webSocket.closeHandler(_ -> end(DeskClose.BY_PEER));
    helloTimer = vertx.setTimer(limits.hello().toMillis(), _ -> end(DeskClose.HELLO_TOO_LATE));
    heartbeat = desk.heartbeat().join(() -> run(this::ping), vertx);
  }

  /// Runs something on the event loop that owns this socket.
  void run(Runnable action) {
    context.runOnContext(_ -> action.run());
  }

  /// Asks for a sign of life: the page's script, and the browser as well where the script has not
  /// answered or has not signed in.
  private void ping() {
    if (ended) {
      return;
    }
    if (desk.nanoTime() - lastHeardNanos > limits.dead().toNanos()) {
      end(DeskClose.SILENT);
      return;
    }
    if (signedIn == null || !challenges.isAnswered()) {
      webSocket.writePing(Buffer.buffer("dering"));
    }
    challenge();
  }

  /// Browsers answer pings by themselves, and go on with it for a page that they have frozen.
  private void challenge() {
    if (signedIn != null) {
      challenges.next().ifPresent(id -> send(new DeskMessage.Challenge(id)));
    }
  }

  /// Looks at the page's silence when it may have become too long.
  private void watchSilence(long inNanos) {
    long delayMs = Math.max(1, inNanos / 1_000_000L + 1);
    silenceTimer = vertx.setTimer(delayMs, _ -> lookForSilence());
  }

  private void lookForSilence() {
    SignedIn who = signedIn;
    if (ended || who == null) {
      return;
    }
    Optional<Duration> silence = challenges.silence(desk.nanoTime());
    silence.ifPresent(
        length -> tell(who.account(), new Fact.AgentSilent(who.agent().id(), connection, length)));
    if (!challenges.isSilent()) {
      watchSilence(challenges.leftNanos(desk.nanoTime()));
    }
  }

  /// The page's own script has spoken.
  private void spoken(SignedIn who) {
    if (challenges.spoken(desk.nanoTime())) {
      tell(who.account(), new Fact.AgentHeard(who.agent().id(), connection));
      watchSilence(limits.unanswered().toNanos());
    }
  }

  private void heard() {
    lastHeardNanos = desk.nanoTime();
    if (!frames.admit(lastHeardNanos)) {
      end(DeskClose.TOO_MANY_MESSAGES);
    }
  }

  private void frame(WebSocketFrame frame) {
    heard();
    if (ended) {
      return;
    }
    switch (frames.take(frame)) {
      case DeskFrames.Result.Nothing() -> {}
      case DeskFrames.Result.Stop(var why) -> end(why);
      case DeskFrames.Result.Message(var text) -> message(text);
    }
  }

  private void message(String text) {
    switch (DeskReader.read(text)) {
      case DeskResult.Refused refused -> {
        send(refused.message());
        if (refused.close()) {
          end(DeskClose.BAD_MESSAGE);
        }
      }
      case DeskResult.Accepted(var request) -> {
        SignedIn who = signedIn;
        if (who != null) {
          spoken(who);
          handle(request, who.agent().id(), who.account());
        } else if (request instanceof DeskRequest.Hello hello) {
          hello(hello);
        } else {
          refuseSignIn("Send hello first.");
        }
      }
    }
  }

  private void hello(DeskRequest.Hello hello) {
    // What the page sends meanwhile waits in the socket.
    webSocket.pause();
    desk.ports()
        .signIn()
        .judge(hello, browser)
        .onComplete(
            judged -> run(() -> judged(hello, judged.otherwise(Optional.empty()).result())));
  }

  private void judged(DeskRequest.Hello hello, Optional<SignedIn> who) {
    if (ended) {
      return;
    }
    webSocket.resume();
    if (who.isEmpty()) {
      refuseSignIn("The token is not valid, or there is no such agent.");
      return;
    }
    vertx.cancelTimer(helloTimer);
    SignedIn known = who.get();
    Agent agent = known.agent();
    if (!desk.signedIn(this, new Page(known.account(), agent.id(), hello.page()))) {
      end(DeskClose.TOO_MANY_SOCKETS);
      return;
    }
    signedIn = known;
    desk.ports().meter().connected();
    tell(known.account(), new Fact.AgentConnected(agent.id(), connection, device));
    var _ = challenges.spoken(desk.nanoTime());
    watchSilence(limits.unanswered().toNanos());
  }

  private void refuseSignIn(String detail) {
    send(new DeskMessage.Failed(DeskError.UNAUTHORIZED, detail, null));
    end(DeskClose.NOT_SIGNED_IN);
  }

  /// The agent may not come in any more.
  void signOut() {
    refuseSignIn("You may not sign in any more.");
  }

  private void handle(DeskRequest request, AgentId agent, AccountId account) {
    switch (request) {
      case DeskRequest.Hello _ -> {
        send(new DeskMessage.Failed(DeskError.MALFORMED, "This page has said hello.", "hello"));
        end(DeskClose.BAD_MESSAGE);
      }
      case DeskRequest.LegOffer(var offer) -> offer(offer, agent);
      case DeskRequest.ReadyReport(var readiness) ->
          tell(account, new Fact.AgentReady(agent, connection, readiness));
      case DeskRequest.SetPresence(var presence) ->
          tell(account, new Fact.PresenceSet(agent, connection, presence));
      case DeskRequest.AcceptCall(var call) ->
          tell(account, new Fact.AgentAccepted(agent, connection, call));
      case DeskRequest.DeclineCall(var call) ->
          tell(account, new Fact.AgentDeclined(agent, connection, call));
      case DeskRequest.HangUpCall(var call) ->
          tell(account, new Fact.AgentHungUp(agent, connection, call));
      case DeskRequest.MuteCall(var call, var muted) ->
          tell(account, new Fact.AgentMuted(agent, connection, call, muted));
      case DeskRequest.QualityReport(var call, var figures) ->
          desk.ports().legs().figures(connection, call, figures);
      case DeskRequest.Answer _ -> {
        // That it came is all that was asked for.
      }
      case DeskRequest.Ping(var id) -> send(new DeskMessage.Pong(id));
    }
  }

  private void offer(SessionDescription offer, AgentId agent) {
    if (!budget.take(desk.nanoTime())) {
      send(
          new DeskMessage.Failed(
              DeskError.TOO_MANY_OFFERS, "Too many offers. Offer again later.", "leg.offer"));
      return;
    }
    int number = ++offers;
    desk.ports()
        .legs()
        .open(connection, agent, offer.text())
        .whenComplete((outcome, failure) -> run(() -> answered(number, outcome, failure)));
  }

  private void answered(int number, @Nullable LegOutcome outcome, @Nullable Throwable failure) {
    if (ended) {
      desk.ports().legs().close(connection);
      return;
    }
    if (number != offers) {
      return;
    }
    switch (outcome) {
      case LegOutcome.Answered(var sdp) ->
          send(new DeskMessage.LegAnswer(new SessionDescription(sdp)));
      case LegOutcome.Refused(var code, var detail) ->
          send(new DeskMessage.LegRefused(code, detail));
      case null -> {
        LOG.error("The leg of {} could not be made", connection, failure);
        send(new DeskMessage.LegRefused("failed", "The gateway could not make the connection."));
      }
    }
  }

  void legUp() {
    SignedIn who = signedIn;
    if (!ended && who != null) {
      send(new DeskMessage.LegUp());
      tell(who.account(), new Fact.AgentLegUp(who.agent().id(), connection));
    }
  }

  void legDown(String reason) {
    SignedIn who = signedIn;
    if (!ended && who != null) {
      send(new DeskMessage.LegDown(reason));
      tell(who.account(), new Fact.AgentLegDown(who.agent().id(), connection));
    }
  }

  void legQuiet(Duration silence) {
    SignedIn who = signedIn;
    if (!ended && who != null) {
      tell(who.account(), new Fact.AgentLegQuiet(who.agent().id(), connection, silence));
    }
  }

  void legHeard() {
    SignedIn who = signedIn;
    if (!ended && who != null) {
      tell(who.account(), new Fact.AgentLegHeard(who.agent().id(), connection));
    }
  }

  void send(DeskMessage message) {
    if (ended) {
      return;
    }
    String text = desk.write(message);
    int bytes = text.getBytes(StandardCharsets.UTF_8).length;
    unreadBytes += bytes;
    webSocket.writeTextMessage(text).onComplete(_ -> unreadBytes -= bytes);
    if (unreadBytes > limits.maxUnreadBytes()) {
      end(DeskClose.TOO_SLOW);
    }
  }

  private void tell(AccountId account, Fact.FromAgent fact) {
    if (!desk.ports().facts().tell(account, fact)) {
      end(DeskClose.OVERLOADED);
    }
  }

  /// The switchboard must hear this one, or the agent stays "there" for ever.
  private void tellUntilHeard(AccountId account, Fact.FromAgent fact) {
    if (!desk.ports().facts().tell(account, fact)) {
      vertx.setTimer(TELL_AGAIN_MS, _ -> tellUntilHeard(account, fact));
    }
  }

  void end(DeskClose why) {
    if (ended) {
      return;
    }
    ended = true;
    vertx.cancelTimer(helloTimer);
    Heartbeat.Place asked = heartbeat;
    if (asked != null) {
      asked.leave();
    }
    vertx.cancelTimer(silenceTimer);
    desk.gone(this, connection);
    desk.ports().meter().disconnected(why);
    SignedIn who = signedIn;
    if (who != null) {
      desk.ports().legs().close(connection);
      tellUntilHeard(who.account(), new Fact.AgentDisconnected(who.agent().id(), connection));
    }
    if (why != DeskClose.BY_PEER) {
      webSocket.resume();
      webSocket.close(why.code(), why.reason());
      // A page that reads nothing never sees the close frame: its connection is cut.
      vertx.setTimer(CLOSING_MS, _ -> cut());
    }
  }

  private void cut() {
    HttpConnection open = transport;
    if (open != null && !webSocket.isClosed()) {
      open.close();
    }
  }
}
