package io.dering.transport.udp;

import io.dering.transport.linux.Timer;
import io.netty.channel.IoEventLoop;
import io.netty.channel.epoll.EpollIoHandler;

/// Wakes the loop once, when nothing else does before. Only the loop uses it.
interface Alarm {
  /// Rings in so many nanoseconds, and no longer when it was to ring before.
  void ringIn(long delayNanos);

  /// @param rang told on the loop
  static Alarm of(IoEventLoop eventLoop, Runnable rang) {
    return eventLoop.isIoType(EpollIoHandler.class) && Timer.isAvailable()
        ? TimerAlarm.watchedBy(eventLoop, rang)
        : new ScheduledAlarm(eventLoop, rang);
  }
}
