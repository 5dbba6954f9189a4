package io.dering.transport.linux;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

final class TimeSliceTest {
  @Test
  void theCallingThreadGetsTheShortestSliceAndNoOtherThreadNotEvenOneThatItStarts()
      throws Exception {
    String before = slice();
    List<String> seen = new CopyOnWriteArrayList<>();
    Thread thread =
        Thread.ofPlatform()
            .start(() -> {
              assertThat(TimeSlice.shorten()).isTrue();
              seen.add(slice());
              seen.add(ofOneStartedHere());
            });
    thread.join();
    String shortest = OwnSched.takesSlices() && !before.isEmpty() ? "100000" : before;
    assertThat(seen).containsExactly(shortest, before);
    assertThat(slice()).isEqualTo(before);
  }

  private static String ofOneStartedHere() {
    CompletableFuture<String> seen = new CompletableFuture<>();
    Thread.ofPlatform().start(() -> seen.complete(slice()));
    return seen.join();
  }

  private static String slice() {
    return OwnSched.figure("se.slice");
  }
}
