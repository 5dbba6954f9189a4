package io.dering.bench.load;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.bench.lean.FarEnds;
import io.dering.media.leg.LegPolicy;
import io.dering.media.leg.LegStats;
import io.dering.media.leg.LegTrace;
import io.dering.transport.udp.FrameSource;
import io.dering.transport.udp.LegListener;
import io.dering.transport.udp.LegSide;
import io.dering.transport.udp.MediaLeg;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.PendingOffer;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An agent rings as soon as it has signed in, so its call can be connected while its leg is still
/// being made. The test is the gateway, and says when the leg is there.
final class LoadAgentTest {
  private final Vertx vertx = Vertx.vertx();

  /// A field: Vert.x closes a client that nothing refers to any more, connections included.
  private final WebSocketClient client = vertx.createWebSocketClient();

  private final CompletableFuture<ServerWebSocket> desk = new CompletableFuture<>();

  /// The types of what the agent says.
  private final BlockingQueue<String> said = new LinkedBlockingQueue<>();

  private final CompletableFuture<Opened> opened = new CompletableFuture<>();
  private final Leg leg = new Leg(new AtomicReference<>());

  @AfterEach
  void close() throws Exception {
    await(vertx.close());
  }

  @Test
  void whoseCallIsConnectedBeforeTheLegIsThereSpeaksOnceItIs() throws Exception {
    LoadAgent agent = inACallWithoutALeg();

    opened.complete(new Opened.Answered(leg, ""));

    assertThat(leg.plays()).hasValue(agent.voice());
  }

  @Test
  void whoseCallIsOverBeforeTheLegIsThereSaysNothing() throws Exception {
    LoadAgent agent = inACallWithoutALeg();
    tell("call.ended", new JsonObject());
    agent.callEnded().get(30, SECONDS);

    opened.complete(new Opened.Answered(leg, ""));

    assertThat(leg.plays()).hasNullValue();
  }

  private LoadAgent inACallWithoutALeg() throws Exception {
    LoadAgent agent = signIn();
    next("hello");
    tell("welcome", new JsonObject().put("calls", new JsonArray()));
    next("leg.offer");
    tell("leg.answer", new JsonObject().put("sdp", ""));
    tell("call.incoming", new JsonObject().put("call", "call-1"));
    next("call.accept");
    tell("call.connected", new JsonObject());
    // Answered in the order of what is told: by then the agent knows that it is connected.
    tell("challenge", new JsonObject().put("id", 1));
    next("answer");
    return agent;
  }

  private LoadAgent signIn() throws Exception {
    HttpServer gateway =
        await(
            vertx
                .createHttpServer()
                .webSocketHandler(socket -> {
                  socket.textMessageHandler(
                      text -> said.add(new JsonObject(text).getString("type")));
                  desk.complete(socket);
                })
                .listen(0, "127.0.0.1"));
    Window window = new Window();
    LoadAgent.Floor floor =
        new LoadAgent.Floor(
            new OneLeg(opened),
            window,
            new DelayBook(window, Duration.ofSeconds(1)),
            new ConcurrentHashMap<>(),
            new ConcurrentHashMap<>(),
            new AtomicLong());
    return await(
        client
            .connect(gateway.actualPort(), "127.0.0.1", "/v1/desk")
            .map(socket -> LoadAgent.signIn(floor, "page-1", socket, "token")));
  }

  private void tell(String type, JsonObject rest) throws Exception {
    await(desk.get(30, SECONDS).writeTextMessage(rest.put("v", 1).put("type", type).encode()));
  }

  private void next(String type) throws InterruptedException {
    assertThat(said.poll(30, SECONDS)).isEqualTo(type);
  }

  private static <T> T await(Future<T> future) throws Exception {
    return future.toCompletionStage().toCompletableFuture().get(30, SECONDS);
  }

  /// Offers at once, and has the leg when the test has it.
  private record OneLeg(CompletableFuture<Opened> opened) implements FarEnds, PendingOffer {
    @Override
    public CompletionStage<PendingOffer> offerFromOwnPort(
        LegSide side, LegPolicy policy, LegListener listener) {
      return CompletableFuture.completedFuture(this);
    }

    @Override
    public CompletionStage<Opened> answer(
        String offerSdp, LegSide side, LegPolicy policy, LegListener listener) {
      return opened;
    }

    @Override
    public String offer() {
      return "";
    }

    @Override
    public CompletionStage<Opened> answered(String answerSdp) {
      return opened;
    }

    @Override
    public void withdraw() {}

    @Override
    public void close() {}
  }

  /// Carries nothing, and knows what it plays.
  private record Leg(AtomicReference<@Nullable FrameSource> plays) implements MediaLeg {
    @Override
    public LegSide side() {
      return LegSide.AGENT;
    }

    @Override
    public void play(FrameSource source) {
      plays.set(source);
    }

    @Override
    public void stopPlaying() {
      plays.set(null);
    }

    @Override
    public void stopPlaying(FrameSource source) {
      plays.compareAndSet(source, null);
    }

    @Override
    public void close() {}

    @Override
    public CompletionStage<LegStats.Snapshot> stats() {
      return new CompletableFuture<>();
    }

    @Override
    public CompletionStage<Optional<LegTrace>> trace() {
      return new CompletableFuture<>();
    }
  }
}
