package io.dering.media.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Each target on its corpus, findings of the past among it, and on 10^5 seeded mutations, with a
/// bound on what an input may allocate. `-Dfuzz.mutations` and `-Dfuzz.seed` play others.
class FuzzCorpusTest {
  private static final int MUTATIONS = Integer.getInteger("fuzz.mutations", 100_000);
  private static final long SEED = Long.getLong("fuzz.seed", 2026);

  /// What a target may allocate itself, engines and assertions of the test included.
  private static final long FIXED_BYTES = 64 * 1024;

  private static final long BYTES_PER_BYTE = 64;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @EnumSource
  void promisesHoldOnTheCorpusAndOnDamagedCopiesOfIt(FuzzTarget target)
      throws InterruptedException, ExecutionException {
    // On a stack of its own: an address that cannot be read is an exception of the JDK's, and each
    // holds its stack, of which JUnit's would be the most.
    FutureTask<Boolean> play = new FutureTask<>(() -> play(target), true);
    Thread.ofPlatform().name("fuzz").start(play);
    assertThat(play.get()).isTrue();
  }

  private void play(FuzzTarget target) {
    List<byte[]> corpus = corpus(target);
    assertThat(corpus).as("corpus of %s", target.folder()).hasSizeGreaterThanOrEqualTo(5);
    for (byte[] input : corpus) {
      run(target, input);
    }
    Mutator mutator = new Mutator(corpus, SEED);
    for (int i = 0; i < MUTATIONS; i++) {
      byte[] input = mutator.next();
      long most = BYTES_PER_BYTE * input.length + FIXED_BYTES;
      long bytes = allocatedBytes(target, input);
      // What an input is the first to reach loads its classes, and what those reach theirs; what it
      // allocates itself, it allocates each time.
      for (int again = 0; again < 3 && bytes > most; again++) {
        bytes = allocatedBytes(target, input);
      }
      if (bytes > most) {
        throw new AssertionError("more than " + most + " bytes allocated by " + printable(input));
      }
    }
  }

  private long allocatedBytes(FuzzTarget target, byte[] input) {
    long before = threads.getCurrentThreadAllocatedBytes();
    run(target, input);
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private static void run(FuzzTarget target, byte[] input) {
    try {
      target.run(input.clone());
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(target.folder() + " breaks on " + printable(input), e);
    }
  }

  private static String printable(byte[] input) {
    return "base64 " + Base64.getEncoder().encodeToString(input);
  }

  private static List<byte[]> corpus(FuzzTarget target) {
    URL folder = FuzzCorpusTest.class.getResource("/fuzz/" + target.folder());
    if (folder == null) {
      throw new AssertionError("no corpus of " + target.folder());
    }
    List<byte[]> inputs = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
      for (Path file : files.sorted().toList()) {
        inputs.add(Files.readAllBytes(file));
      }
    } catch (IOException | URISyntaxException e) {
      throw new AssertionError(e);
    }
    return inputs;
  }
}
