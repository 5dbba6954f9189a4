package io.dering.transport.udp;

import io.netty.channel.IoEventLoop;
import io.netty.channel.IoEventLoopGroup;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.RejectedExecutionHandlers;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;

/// One thread for all legs; native epoll where the platform has it.
///
/// Who gives it a task may lose the processor to it at any instruction. In the MPSC queue that is
/// Netty's default a place is claimed before the task is in it, and whoever polls spins until it
/// is: the thread would wait for somebody who waits for its processor. In a linked queue one step
/// both adds a task and shows it.
final class MediaThread extends MultiThreadIoEventLoopGroup {
  MediaThread() {
    super(
        1,
        new DefaultThreadFactory("dering-media", true),
        Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
  }

  @Override
  protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... args) {
    return new Loop(this, executor, handlers);
  }

  private static final class Loop extends SingleThreadIoEventLoop {
    Loop(IoEventLoopGroup group, Executor executor, IoHandlerFactory handlers) {
      super(
          group,
          executor,
          handlers,
          new ConcurrentLinkedQueue<>(),
          new ConcurrentLinkedQueue<>(),
          RejectedExecutionHandlers.reject());
    }
  }
}
