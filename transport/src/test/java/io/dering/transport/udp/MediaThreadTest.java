package io.dering.transport.udp;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.SingleThreadEventLoop;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MediaThreadTest {
  private static final int GIVERS = 4;
  private static final int TASKS = 5_000;

  private final MediaThread thread = new MediaThread();

  @AfterEach
  void close() throws InterruptedException {
    thread.shutdownGracefully(0, 1, SECONDS).await();
  }

  /// No test can stop a giver in the middle of giving, where Netty's default would spin.
  @Test
  void itsTasksAreInLinkedQueues() throws ReflectiveOperationException {
    assertThat(queue(SingleThreadEventExecutor.class, "taskQueue"))
        .isInstanceOf(ConcurrentLinkedQueue.class);
    assertThat(queue(SingleThreadEventLoop.class, "tailTasks"))
        .isInstanceOf(ConcurrentLinkedQueue.class);
  }

  private Object queue(Class<?> owner, String name) throws ReflectiveOperationException {
    Field queue = owner.getDeclaredField(name);
    queue.setAccessible(true);
    return queue.get(thread.next());
  }

  @Test
  void tasksOfManyGiversAreAllDoneAndThoseOfEachInOrder() throws InterruptedException {
    List<List<Integer>> done = IntStream.range(0, GIVERS).mapToObj(_ -> record()).toList();
    CountDownLatch all = new CountDownLatch(GIVERS * TASKS);
    List<Thread> givers =
        done.stream()
            .map(mine ->
                Thread.ofPlatform()
                    .start(() -> {
                      for (int number = 0; number < TASKS; number++) {
                        int task = number;
                        thread
                            .next()
                            .execute(() -> {
                              mine.add(task);
                              all.countDown();
                            });
                      }
                    }))
            .toList();
    for (Thread giver : givers) {
      giver.join();
    }

    assertThat(all.await(30, SECONDS)).isTrue();
    assertThat(done)
        .allSatisfy(mine -> assertThat(mine).isEqualTo(IntStream.range(0, TASKS).boxed().toList()));
  }

  /// Written by the media thread alone.
  private static List<Integer> record() {
    return new ArrayList<>(TASKS);
  }
}
