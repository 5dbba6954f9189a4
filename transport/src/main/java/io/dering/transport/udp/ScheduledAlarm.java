package io.dering.transport.udp;

import io.netty.channel.IoEventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A task of Netty's: wherever there is Java.
final class ScheduledAlarm implements Alarm {
  private final IoEventLoop eventLoop;
  private final Runnable rang;
  private @Nullable ScheduledFuture<?> task;

  ScheduledAlarm(IoEventLoop eventLoop, Runnable rang) {
    this.eventLoop = eventLoop;
    this.rang = rang;
  }

  @Override
  public void ringIn(long delayNanos) {
    if (task != null) {
      task.cancel(false);
    }
    task = eventLoop.schedule(rang, delayNanos, TimeUnit.NANOSECONDS);
  }
}
