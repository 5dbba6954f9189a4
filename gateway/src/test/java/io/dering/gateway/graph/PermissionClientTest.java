package io.dering.gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.permission.MetaPermission;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Meta asked for a customer's permission, as seldom as may be (Meta reference 3.4).
final class PermissionClientTest {
  private static final ChannelId CHANNEL = new ChannelId("100000000000001");
  private static final Caller ADA = new Caller(new PhoneNumber("447700900456"), "GB.1", null);

  private final Vertx vertx = Vertx.vertx();
  private final BlockingQueue<Fact.FromPermission> facts = new LinkedBlockingQueue<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final AtomicLong nanos = new AtomicLong(1);
  private volatile int status = 200;
  private volatile String answer = "{\"permission\":{\"status\":\"permanent\"}}";
  private HttpServer meta;
  private PermissionClient client;
  private int calls;

  @BeforeEach
  void open() throws IOException {
    meta = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    meta.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    meta.start();
    client =
        new PermissionClient(
            vertx,
            GraphSettings.of("http://127.0.0.1:" + meta.getAddress().getPort() + "/v26.0", "token"),
            facts::add,
            new GraphClient.Sources((_, _, _) -> {}, nanos::get, new SplittableRandom(7)));
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    meta.stop(0);
  }

  @Test
  void theCustomerIsAskedForByNumberAndWithoutOneByUserId() throws Exception {
    assertThat(ask(ADA)).isInstanceOf(Fact.PermissionRead.class);
    ask(new Caller(null, "GB.1", null));
    assertThat(asked)
        .containsExactly(
            "GET /v26.0/100000000000001/call_permissions?user_wa_id=447700900456",
            "GET /v26.0/100000000000001/call_permissions?recipient=GB.1");
    assertThat(ask(new Caller(null, null, "Ada"))).isInstanceOf(Fact.PermissionNotRead.class);
  }

  /// The customer may take it back the next second.
  @Test
  void metaIsAskedEachTime() throws Exception {
    assertThat(status(ask(ADA))).isEqualTo(MetaPermission.Status.PERMANENT);
    answer = "{\"permission\":{\"status\":\"no_permission\"}}";
    assertThat(status(ask(ADA))).isEqualTo(MetaPermission.Status.NONE);
    assertThat(asked).hasSize(2);
  }

  /// 613: nothing is asked for a while, and what was said a moment ago stands in.
  @Test
  void afterOneQuestionTooManyMetaIsLeftAlone() throws Exception {
    ask(ADA);
    pass(7_000_000_000L);
    status = 429;
    answer = "{\"error\":{\"code\":613,\"message\":\"m\"}}";
    assertThat(ask(ADA)).isInstanceOf(Fact.PermissionNotRead.class);
    Fact.FromPermission standIn = ask(ADA);
    assertThat(status(standIn)).isEqualTo(MetaPermission.Status.PERMANENT);
    assertThat(((Fact.PermissionRead) standIn).age())
        .as("since the question: what has happened meanwhile it does not know")
        .isEqualTo(Duration.ofSeconds(7));
    Fact.PermissionNotRead other =
        (Fact.PermissionNotRead) ask(new Caller(new PhoneNumber("62811"), null, null));
    assertThat(other.error()).contains(MetaError.of(613));
    assertThat(asked).hasSize(2);
    pass(PermissionClient.BACK_OFF.toNanos());
    status = 200;
    answer = "{\"permission\":{\"status\":\"permanent\"}}";
    ask(ADA);
    assertThat(asked).hasSize(3);
  }

  private void pass(long time) {
    nanos.addAndGet(time);
  }

  private static MetaPermission.Status status(Fact.FromPermission fact) {
    return ((Fact.PermissionRead) fact).permission().status();
  }

  private Fact.FromPermission ask(Caller customer) throws InterruptedException {
    client.execute(
        new Command.ReadPermission(new CallId("call_%08d".formatted(++calls)), CHANNEL, customer));
    return Objects.requireNonNull(facts.poll(30, TimeUnit.SECONDS));
  }
}
