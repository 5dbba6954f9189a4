package io.dering.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.metrics.Metrics;
import io.dering.signaling.switchboard.Admission;
import io.dering.transport.udp.MediaLoad;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// By a clock of the test's; the media thread answers when the test says so.
final class LoadWatchTest {
  private static final int CORES = Runtime.getRuntime().availableProcessors();

  private final Metrics metrics = new Metrics();
  private long nowNanos = 1;
  private long cpuNanos;
  private long packets;
  private boolean mediaAnswers = true;
  private long worstLateMs;
  private CompletableFuture<MediaLoad> asked = new CompletableFuture<>();

  private LoadWatch watch = watching(new LoadMarks(85, 100, 20_000));

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void processorsThatAreUsedUpCloseTheGate() {
    seconds(5, 1.0, 0);
    assertThat(watch.admission()).isEqualTo(Admission.ALL);
    assertThat(metrics.scrape()).contains("dering_admission{direction=\"outbound\"} 1");
    seconds(1, 1.0, 0);
    assertThat(watch.admission()).isEqualTo(Admission.INBOUND);
    assertThat(metrics.scrape())
        .contains("dering_admission{direction=\"outbound\"} 0")
        .contains("dering_admission{direction=\"inbound\"} 1");
    seconds(5, 0.1, 0);
    assertThat(watch.admission()).isEqualTo(Admission.ALL);
  }

  @Test
  void packetsAreCountedBySecond() {
    seconds(20, 0.1, 19_000);
    assertThat(watch.admission()).isEqualTo(Admission.ALL);
    seconds(20, 0.1, 21_000);
    assertThat(watch.admission()).isEqualTo(Admission.NONE);
  }

  /// A media thread that does not come to it any more is late by as long as it was asked ago.
  @Test
  void aMediaThreadThatDoesNotAnswerClosesTheGate() {
    seconds(3, 0.1, 0);
    mediaAnswers = false;
    seconds(15, 0.1, 0);
    assertThat(watch.admission()).isEqualTo(Admission.NONE);
    mediaAnswers = true;
    answer();
    seconds(8, 0.1, 0);
    assertThat(watch.admission()).isEqualTo(Admission.ALL);
  }

  /// It is in time whenever it is asked, and late now and then between.
  @Test
  void aMediaThreadThatStuttersClosesTheGate() {
    worstLateMs = 99;
    seconds(20, 0.1, 0);
    assertThat(watch.admission()).isEqualTo(Admission.ALL);
    worstLateMs = 100;
    seconds(6, 0.1, 0);
    assertThat(watch.admission()).isEqualTo(Admission.ALL);
    seconds(1, 0.1, 0);
    assertThat(watch.admission()).isEqualTo(Admission.INBOUND);
    worstLateMs = 0;
    seconds(6, 0.1, 0);
    assertThat(watch.admission()).isEqualTo(Admission.ALL);
  }

  /// What waits for the event loop, as a webhook does, waits as long as the look itself.
  @Test
  void looksThatComeLateCloseTheGate() {
    looks(20, 1_099);
    assertThat(watch.admission()).isEqualTo(Admission.ALL);
    looks(5, 1_100);
    assertThat(watch.admission()).isEqualTo(Admission.ALL);
    looks(1, 1_100);
    assertThat(watch.admission()).isEqualTo(Admission.INBOUND);
    assertThat(watch.reached()).containsExactly(new Reached(Reached.Mark.MAX_LAG_MS, 100, 82, 100));
    assertThat(metrics.scrape()).contains("dering_http_lag_seconds 0.1");
    looks(1, 900);
    assertThat(metrics.scrape()).contains("dering_http_lag_seconds 0.0");
  }

  /// Where lag is no mark, nothing else says that packets still come.
  @Test
  void aLookWithoutAnAnswerDoesNotBeginThePacketsSecondsAnew() {
    watch = watching(new LoadMarks(85, 0, 20_000));
    seconds(4, 0.1, 21_000);
    mediaAnswers = false;
    seconds(1, 0.1, 21_000);
    mediaAnswers = true;
    seconds(1, 0.1, 21_000);
    answer();
    seconds(1, 0.1, 21_000);
    assertThat(watch.admission()).isEqualTo(Admission.INBOUND);
    seconds(5, 0.1, 21_000);
    assertThat(watch.admission()).isEqualTo(Admission.NONE);
  }

  @Test
  void aMediaThreadThatIsNotHeardDoesNotOpenTheGate() {
    watch = watching(new LoadMarks(85, 0, 20_000));
    seconds(20, 0.1, 21_000);
    seconds(2, 0.1, 0);
    mediaAnswers = false;
    seconds(30, 0.1, 0);
    assertThat(watch.admission()).isEqualTo(Admission.NONE);
    mediaAnswers = true;
    answer();
    seconds(6, 0.1, 0);
    assertThat(watch.admission()).isEqualTo(Admission.ALL);
  }

  /// The answer that comes late has the packets of all the time that it took.
  @Test
  void packetsOfTwoSecondsAreNotTakenForThoseOfOne() {
    watch = watching(new LoadMarks(85, 0, 20_000));
    for (int i = 0; i < 20; i++) {
      mediaAnswers = false;
      seconds(1, 0.1, 15_000);
      mediaAnswers = true;
      seconds(1, 0.1, 15_000);
      answer();
    }
    assertThat(watch.admission()).isEqualTo(Admission.ALL);
  }

  /// What a supervisor reads beside "calls are refused".
  @Test
  void whileCallsAreRefusedItSaysByWhichMarks() {
    seconds(5, 1.0, 20_000);
    assertThat(watch.reached()).as("all are taken").isEmpty();
    seconds(1, 1.0, 17_000);
    seconds(1, 1.0, 17_000);
    assertThat(watch.admission()).isEqualTo(Admission.INBOUND);
    assertThat(watch.reached())
        .containsExactly(
            new Reached(Reached.Mark.MAX_CPU_PERCENT, 85, 70, 100),
            new Reached(Reached.Mark.MAX_PACKETS, 20_000, 16_400, 17_000));
    seconds(2, 0.1, 0);
    assertThat(watch.reached()).as("those of before, until it opens").hasSize(1);
    seconds(4, 0.1, 0);
    assertThat(watch.reached()).isEmpty();
  }

  private LoadWatch watching(LoadMarks marks) {
    return new LoadWatch(
        marks,
        List.of(),
        new LoadWatch.Probes(() -> nowNanos, () -> cpuNanos, this::media),
        metrics);
  }

  private void seconds(int count, double cpuShare, long packetsPerSecond) {
    for (int i = 0; i < count; i++) {
      nowNanos += TimeUnit.SECONDS.toNanos(1);
      cpuNanos += Math.round(cpuShare * CORES * TimeUnit.SECONDS.toNanos(1));
      packets += packetsPerSecond;
      watch.look();
    }
  }

  private void looks(int count, long everyMs) {
    for (int i = 0; i < count; i++) {
      nowNanos += TimeUnit.MILLISECONDS.toNanos(everyMs);
      watch.look();
    }
  }

  private CompletableFuture<MediaLoad> media() {
    asked = new CompletableFuture<>();
    if (mediaAnswers) {
      answer();
    }
    return asked;
  }

  private void answer() {
    asked.complete(new MediaLoad(packets, TimeUnit.MILLISECONDS.toNanos(worstLateMs)));
  }
}
