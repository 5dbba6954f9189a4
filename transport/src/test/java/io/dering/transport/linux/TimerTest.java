package io.dering.transport.linux;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class TimerTest {
  private static final long FAR_NANOS = Duration.ofHours(1).toNanos();
  private static final long HOPELESS_NANOS = Duration.ofSeconds(30).toNanos();

  /// Seconds and a rest.
  private static final long SOON_NANOS = Duration.ofMillis(1_030).toNanos();

  /// Loads what reads a descriptor.
  @BeforeAll
  static void thisIsASystemThatHasIt() {
    Epoll.ensureAvailability();
    assertThat(Timer.isAvailable()).isTrue();
  }

  private final Timer timer = made();
  private final FileDescriptor descriptor = new FileDescriptor(timer.descriptor());

  @AfterEach
  void close() throws IOException {
    descriptor.close();
  }

  @Test
  void itRunsOutOnceAndNotBeforeItsTime() throws IOException {
    long start = System.nanoTime();
    timer.set(SOON_NANOS);
    assertThat(awaitRunOut()).isEqualTo(1);
    assertThat(System.nanoTime() - start).isGreaterThanOrEqualTo(SOON_NANOS);
    assertThat(ranOut()).as("told once").isZero();
  }

  @Test
  void theLastSettingCounts() throws IOException {
    timer.set(1);
    timer.set(FAR_NANOS);
    assertThat(ranOut()).isZero();
    timer.set(0);
    assertThat(awaitRunOut()).isEqualTo(1);
  }

  private long awaitRunOut() throws IOException {
    long start = System.nanoTime();
    long times = ranOut();
    while (times == 0 && System.nanoTime() - start < HOPELESS_NANOS) {
      Thread.onSpinWait();
      times = ranOut();
    }
    return times;
  }

  /// How often it has run out since it was read or set last.
  private long ranOut() throws IOException {
    ByteBuffer count = ByteBuffer.allocateDirect(Long.BYTES).order(ByteOrder.nativeOrder());
    return descriptor.read(count, 0, Long.BYTES) <= 0 ? 0 : count.getLong(0);
  }

  private static Timer made() {
    try {
      return Timer.create();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
