package io.dering.bench.load;

import io.dering.bench.lean.FarEnds;
import io.dering.media.leg.LegEvent;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.MediaLeg;
import io.dering.transport.udp.MediaListener;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.PendingOffer;
import io.vertx.core.http.WebSocket;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// An agent's program on the desk protocol: a warm leg, and every call accepted that nobody else of
/// this generator has claimed. Fields of the call are the socket's event loop's.
final class LoadAgent implements MediaListener {
  /// What all agents of a run share.
  ///
  /// @param claims which agent goes for which call: hundreds of agents that all tapped *Accept*
  ///   would measure a quarrel that people do not have
  /// @param takers who has the call of the customer of that name
  /// @param errors protocol errors told to any agent, and sockets or legs lost
  record Floor(
      FarEnds media,
      Window window,
      DelayBook book,
      Map<String, LoadAgent> claims,
      Map<String, CompletableFuture<LoadAgent>> takers,
      AtomicLong errors) {
    /// Completes when an agent goes for the call of the customer of that name.
    CompletableFuture<LoadAgent> taker(String caller) {
      return takers.computeIfAbsent(caller, _ -> new CompletableFuture<>());
    }
  }

  private final Floor floor;
  private final String page;
  private final WebSocket socket;
  private final StampedVoice voice;
  private final StampedEar ear;
  private final CompletableFuture<Void> ready = new CompletableFuture<>();
  private volatile @Nullable PendingOffer offer;
  private volatile @Nullable MediaLeg leg;
  private volatile @Nullable String answer;
  private @Nullable String call;
  private JsonArray ringing = new JsonArray();
  private volatile long acceptNanos;
  private volatile String caller = "";
  private volatile String trouble = "";
  private final CompletableFuture<Void> callEnded = new CompletableFuture<>();
  private boolean resumed;
  private volatile boolean connected;
  private volatile boolean leaving;

  private LoadAgent(Floor floor, String page, WebSocket socket) {
    this.floor = floor;
    this.page = page;
    this.socket = socket;
    this.voice = new StampedVoice(floor.window());
    this.ear = new StampedEar(floor.book());
  }

  /// Signs in on an open socket and makes the leg; to be called on the socket's event loop.
  static LoadAgent signIn(Floor floor, String page, WebSocket socket, String token) {
    LoadAgent agent = new LoadAgent(floor, page, socket);
    socket.textMessageHandler(text -> agent.told(new JsonObject(text)));
    // A gateway that is ended takes its connections with it: the close is told, and without this
    // Vert.x writes an error to the log for each.
    socket.exceptionHandler(_ -> {});
    socket.closeHandler(_ -> agent.lost("the desk's socket was closed"));
    agent.say(message("hello").put("token", token).put("page", page));
    return agent;
  }

  /// Completes when the gateway says that the leg carries audio.
  CompletableFuture<Void> ready() {
    return ready;
  }

  StampedVoice voice() {
    return voice;
  }

  StampedEar ear() {
    return ear;
  }

  /// When *Accept* was tapped; 0 before.
  long acceptNanos() {
    return acceptNanos;
  }

  /// The name of the customer whose call was accepted; empty before.
  String caller() {
    return caller;
  }

  /// Whether one was accepted, by a page that is still open.
  boolean hasCall() {
    return !caller.isEmpty() && !leaving;
  }

  /// What was refused or lost last, as the end of a sentence; empty when nothing.
  String trouble() {
    return trouble;
  }

  /// What both SDPs tell of the leg; null before both are there.
  @Nullable LegSeen seen() {
    PendingOffer mine = offer;
    String theirs = answer;
    return mine == null || theirs == null ? null : LegSeen.in(mine.offer(), theirs);
  }

  String page() {
    return page;
  }

  /// Completes when the gateway says that the call is over.
  CompletableFuture<Void> callEnded() {
    return callEnded;
  }

  /// The page is closed, and both of its connections with it: at the end of a shift, or in the
  /// middle of a call. What closes from now on is no error.
  void leave() {
    leaving = true;
    withLeg(MediaLeg::close);
    var _ = socket.close();
  }

  @Override
  public void legEvent(MediaLeg which, LegEvent event) {
    if (event instanceof LegEvent.Closed(var reason)) {
      lost("the leg was closed: " + reason);
    }
  }

  @Override
  public void media(byte[] buffer, int offset, int length, long nowNanos) {
    ear.heard(buffer, offset, length, nowNanos);
  }

  private void told(JsonObject message) {
    switch (message.getString("type", "")) {
      case "challenge" -> say(message("answer").put("id", message.getLong("id")));
      case "welcome" ->
          welcome(message.getJsonObject("call"), message.getJsonArray("calls", new JsonArray()));
      case "leg.answer" -> legAnswered(message.getString("sdp"));
      case "leg.up" -> legUp();
      case "call.incoming" -> incoming(message);
      case "call.connected" -> {
        connected = true;
        withLeg(up -> up.play(voice));
      }
      case "call.ended" -> {
        call = null;
        connected = false;
        withLeg(MediaLeg::stopPlaying);
        callEnded.complete(null);
      }
      case "leg.down", "leg.refused" -> lost(message.encode());
      case "error" -> {
        floor.errors().incrementAndGet();
        trouble = ", refused: " + message.getString("code");
        call = null;
      }
      default -> {}
    }
  }

  /// @param mine the call that this agent was on before the page was loaded again; null for none
  /// @param ringing what rings here from the first moment on
  private void welcome(@Nullable JsonObject mine, JsonArray ringing) {
    this.ringing = ringing;
    if (mine != null) {
      resumed = true;
      call = mine.getString("call");
    }
    offerLeg();
  }

  private void legUp() {
    if (resumed) {
      withLeg(up -> up.play(voice));
    } else {
      say(message("presence").put("state", "online"));
      ringing.forEach(call -> incoming((JsonObject) call));
    }
    ready.complete(null);
  }

  private void offerLeg() {
    floor
        .media()
        .offerFromOwnPort(LegSide.AGENT, Ends.LIKE_A_BROWSER, this)
        .whenComplete((made, fault) -> {
          if (made == null) {
            lost("no offer: " + fault);
            return;
          }
          offer = made;
          say(message("leg.offer").put("sdp", made.offer()));
        });
  }

  private void legAnswered(String sdp) {
    PendingOffer mine = offer;
    if (mine == null) {
      lost("an answer without an offer");
      return;
    }
    answer = sdp;
    mine.answered(sdp)
        .whenComplete((opened, fault) -> {
          switch (opened) {
            case Opened.Answered(MediaLeg made, _) -> {
              leg = made;
              if (leaving) {
                made.close();
              } else if (connected) {
                // An agent is online, and rings, as soon as a page has signed in: a call can be
                // connected before its leg is there.
                made.play(voice);
                if (!connected) {
                  made.stopPlaying(voice);
                }
              }
            }
            case Opened.Refused(String code, _) -> lost("the answer was refused: " + code);
            case null -> lost("no leg: " + fault);
          }
        });
  }

  /// One call each: who has had one is about to leave, and would take the next one along.
  private void incoming(JsonObject card) {
    String id = card.getString("call");
    boolean free = call == null && !leaving && !callEnded.isDone();
    if (free && floor.claims().putIfAbsent(id, this) == null) {
      call = id;
      caller = card.getJsonObject("customer", new JsonObject()).getString("name", "");
      acceptNanos = System.nanoTime();
      floor.taker(caller).complete(this);
      say(message("call.accept").put("call", id));
    }
  }

  private void withLeg(Consumer<MediaLeg> verb) {
    MediaLeg up = leg;
    if (up != null) {
      verb.accept(up);
    }
  }

  private void lost(String why) {
    if (!leaving) {
      floor.errors().incrementAndGet();
      trouble = ", " + why;
      ready.completeExceptionally(new IllegalStateException(page + ": " + why));
    }
  }

  private void say(JsonObject message) {
    var _ = socket.writeTextMessage(message.encode());
  }

  private static JsonObject message(String type) {
    return new JsonObject().put("v", 1).put("type", type);
  }
}
