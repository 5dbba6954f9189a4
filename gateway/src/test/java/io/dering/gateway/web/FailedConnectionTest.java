package io.dering.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.dering.transport.http.HttpClients;
import io.dering.transport.http.RequestDeadline;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// A log that anybody who can connect could fill.
final class FailedConnectionTest {
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final List<Logger> ours =
      Stream.of(RequestDeadline.class, HttpClients.class)
          .map(owner -> (Logger) LoggerFactory.getLogger(owner))
          .toList();
  private final BlockingQueue<ILoggingEvent> events = new LinkedBlockingQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getLevel() == Level.ERROR
              || ours.stream().anyMatch(logger -> logger.getName().equals(event.getLoggerName()))) {
            events.add(event);
          }
        }
      };
  private final Vertx vertx = Vertx.vertx();

  @BeforeEach
  void listen() {
    ours.forEach(logger -> logger.setLevel(Level.DEBUG));
    appender.start();
    root.addAppender(appender);
  }

  @AfterEach
  void stop() {
    root.detachAppender(appender);
    ours.forEach(logger -> logger.setLevel(null));
    TestServer.await(vertx.close());
  }

  @Test
  void aPeerThatResetsIsNamedByTheKindOfItsFaultAlone() throws Exception {
    try (TestServer server =
        TestServer.open(vertx, router -> router.get("/").handler(ctx -> ctx.end("here")))) {
      reset(server);
      assertThatOnlyItsKindIsTold("An HTTP connection failed: ");
    }
  }

  @Test
  void soIsOneThatResetsAConnectionWhichOurClientHasKept() throws Exception {
    HttpClient client = HttpClients.create(vertx, new HttpClientOptions(), new PoolOptions());
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Future<Integer> answered =
          client
              .request(HttpMethod.GET, server.getLocalPort(), "127.0.0.1", "/")
              .compose(HttpClientRequest::send)
              .compose(answer -> answer.body().map(answer.statusCode()));
      try (Socket socket = server.accept()) {
        assertThat(socket.getInputStream().read()).isEqualTo('G');
        socket
            .getOutputStream()
            .write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(TestServer.await(answered)).isEqualTo(204);
        socket.setSoLinger(true, 0);
      }
      assertThatOnlyItsKindIsTold("A connection of ours failed: ");
    }
  }

  private void assertThatOnlyItsKindIsTold(String beginning) throws InterruptedException {
    ILoggingEvent event = events.poll(30, TimeUnit.SECONDS);
    assertThat(event).isNotNull();
    assertThat(event.getLevel()).isEqualTo(Level.DEBUG);
    assertThat(event.getFormattedMessage()).matches(beginning + "[A-Za-z.]+Exception");
    assertThat(event.getThrowableProxy()).isNull();
  }

  /// After an answer, so that the server has the connection as its own.
  private static void reset(TestServer server) throws IOException {
    try (Socket socket = server.raw()) {
      socket
          .getOutputStream()
          .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(socket.getInputStream().read()).isEqualTo('H');
      socket.setSoLinger(true, 0);
    }
  }
}
