package io.dering.gateway.graph;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.dering.signaling.meta.AnalyticsAnswer;
import io.dering.signaling.meta.AnalyticsRequest;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.YearMonth;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What Meta charged, asked over HTTP (Meta reference 0.1).
final class AnalyticsClientTest {
  private static final YearMonth NOVEMBER = YearMonth.of(2026, 11);
  private static final List<String> NUMBERS = List.of("622150000001");

  private final Vertx vertx = Vertx.vertx();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<String> counted = new CopyOnWriteArrayList<>();
  private volatile int status = 200;
  private volatile String answer = "{\"currency\":\"IDR\"}";
  private HttpServer meta;
  private AnalyticsClient client;

  @BeforeEach
  void open() throws IOException {
    meta = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    meta.createContext(
        "/",
        exchange -> {
          asked.add(
              exchange.getRequestMethod()
                  + " "
                  + exchange.getRequestURI().getPath()
                  + "?"
                  + exchange.getRequestURI().getQuery()
                  + " "
                  + exchange.getRequestHeaders().getFirst("Authorization"));
          byte[] body = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    meta.start();
    client =
        new AnalyticsClient(
            vertx,
            GraphSettings.of("http://127.0.0.1:" + meta.getAddress().getPort() + "/v26.0", "token"),
            "100000000000002",
            (request, outcome, _) -> counted.add(request + " " + outcome),
            System::nanoTime);
  }

  @AfterEach
  void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
    meta.stop(0);
  }

  @Test
  void theBusinessAccountIsAskedForTheMonth() throws Exception {
    assertThat(ask()).isEqualTo(new AnalyticsAnswer.Read("IDR", List.of()));
    assertThat(asked)
        .containsExactly(
            "GET /v26.0/100000000000002?fields="
                + AnalyticsRequest.fields(NOVEMBER, NUMBERS)
                + " Bearer token");
    assertThat(counted).containsExactly("READ_ANALYTICS SUCCEEDED");
  }

  /// Figures of many countries are longer than Meta's other answers.
  @Test
  void aLongAnswerIsTaken() throws Exception {
    answer = "{\"currency\":\"IDR\",\"pad\":\"" + "x".repeat(500_000) + "\"}";
    assertThat(ask()).isInstanceOf(AnalyticsAnswer.Read.class);
    answer = "{\"currency\":\"IDR\",\"pad\":\"" + "x".repeat(2_000_000) + "\"}";
    assertThat(ask()).isEqualTo(new AnalyticsAnswer.Unreadable("no answer"));
  }

  @Test
  void aRefusalAndNoConnectionAreTold() throws Exception {
    status = 403;
    answer = "{\"error\":{\"code\":200,\"message\":\"m\"}}";
    assertThat(ask()).isInstanceOf(AnalyticsAnswer.Refused.class);
    meta.stop(0);
    assertThat(ask()).isInstanceOf(AnalyticsAnswer.Unreadable.class);
    assertThat(counted).hasSize(2).first().isEqualTo("READ_ANALYTICS REFUSED");
  }

  private AnalyticsAnswer ask() throws Exception {
    return client.ask(NOVEMBER, NUMBERS).toCompletableFuture().get(30, TimeUnit.SECONDS);
  }
}
