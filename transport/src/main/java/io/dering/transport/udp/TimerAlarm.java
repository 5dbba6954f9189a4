package io.dering.transport.udp;

import io.dering.transport.linux.Timer;
import io.netty.channel.IoEvent;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoRegistration;
import io.netty.channel.epoll.EpollIoHandle;
import io.netty.channel.epoll.EpollIoOps;
import io.netty.channel.unix.FileDescriptor;
import java.io.IOException;
import java.io.UncheckedIOException;

/// A timer of Linux beside the sockets of the loop. A task of Netty's would give each of the loop's
/// waits a timeout, thousands of times a second, of which next to none runs out.
final class TimerAlarm implements Alarm, EpollIoHandle {
  private final Timer timer;
  private final FileDescriptor descriptor;
  private final Runnable rang;

  private TimerAlarm(Timer timer, Runnable rang) {
    this.timer = timer;
    this.descriptor = new FileDescriptor(timer.descriptor());
    this.rang = rang;
  }

  static TimerAlarm watchedBy(IoEventLoop eventLoop, Runnable rang) {
    TimerAlarm alarm;
    try {
      alarm = new TimerAlarm(Timer.create(), rang);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    IoRegistration watched = eventLoop.register(alarm).syncUninterruptibly().getNow();
    // Edge-triggered: told once each time it runs out, and nobody has to read it.
    watched.submit(EpollIoOps.EPOLLIN.with(EpollIoOps.EPOLLET));
    return alarm;
  }

  @Override
  public void ringIn(long delayNanos) {
    if (descriptor.isOpen()) {
      timer.set(delayNanos);
    }
  }

  @Override
  public void handle(IoRegistration watched, IoEvent event) {
    rang.run();
  }

  @Override
  public FileDescriptor fd() {
    return descriptor;
  }

  /// With the loop.
  @Override
  public void close() {
    try {
      descriptor.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
