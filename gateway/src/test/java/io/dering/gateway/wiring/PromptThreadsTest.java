package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/// One line at the start where audio waits for other threads, and none where it does not.
final class PromptThreadsTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger(PromptThreads.class);
  private final ListAppender<ILoggingEvent> events = new ListAppender<>();

  @BeforeEach
  void listen() {
    events.start();
    logger.setLevel(Level.INFO);
    logger.addAppender(events);
  }

  @AfterEach
  void stop() {
    logger.detachAppender(events);
  }

  @Test
  void aSystemThatRefusesTheSliceIsNamedInOneLine() throws Exception {
    PromptThreads.look(() -> false, () -> false).join();
    assertThat(events.list).hasSize(1);
    assertThat(events.list.getFirst().getLevel()).isEqualTo(Level.INFO);
    assertThat(events.list.getFirst().getFormattedMessage())
        .contains("no short time slice", "sched_setattr");
  }

  @Test
  void aSystemThatRefusesRealTimePriorityIsNamedInOneLine() throws Exception {
    PromptThreads.look(() -> true, () -> false).join();
    assertThat(events.list).hasSize(1);
    assertThat(events.list.getFirst().getLevel()).isEqualTo(Level.INFO);
    assertThat(events.list.getFirst().getFormattedMessage())
        .contains("no real-time priority", "RLIMIT_RTPRIO");
  }

  @Test
  void ofASystemThatGivesBothNothingIsSaid() throws Exception {
    PromptThreads.look(() -> true, () -> true).join();
    assertThat(events.list).isEmpty();
  }

  /// Whoever asks goes first from then on; the thread that starts the gateway should not.
  @Test
  void itIsAskedForByAThreadThatEnds() throws Exception {
    AtomicReference<Thread> asks = new AtomicReference<>();
    Thread thread =
        PromptThreads.look(
            () -> true,
            () -> {
              asks.set(Thread.currentThread());
              return true;
            });
    thread.join();
    assertThat(asks.get()).isSameAs(thread).isNotSameAs(Thread.currentThread());
  }
}
