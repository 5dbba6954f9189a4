package io.dering.gateway.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.dering.transport.http.RequestDeadline;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// A log that anybody who can connect could fill.
final class FailedConnectionTest {
  private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
  private final Logger ours = (Logger) LoggerFactory.getLogger(RequestDeadline.class);
  private final BlockingQueue<ILoggingEvent> events = new LinkedBlockingQueue<>();
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
          if (event.getLevel() == Level.ERROR || event.getLoggerName().equals(ours.getName())) {
            events.add(event);
          }
        }
      };
  private final Vertx vertx = Vertx.vertx();

  @BeforeEach
  void listen() {
    ours.setLevel(Level.DEBUG);
    appender.start();
    root.addAppender(appender);
  }

  @AfterEach
  void stop() {
    root.detachAppender(appender);
    ours.setLevel(null);
    TestServer.await(vertx.close());
  }

  @Test
  void aPeerThatResetsIsNamedByTheKindOfItsFaultAlone() throws Exception {
    try (TestServer server =
        TestServer.open(vertx, router -> router.get("/").handler(ctx -> ctx.end("here")))) {
      reset(server);
      ILoggingEvent event = events.poll(30, TimeUnit.SECONDS);
      assertThat(event).isNotNull();
      assertThat(event.getLevel()).isEqualTo(Level.DEBUG);
      assertThat(event.getFormattedMessage())
          .matches("An HTTP connection failed: [A-Za-z.]+Exception");
      assertThat(event.getThrowableProxy()).isNull();
    }
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
