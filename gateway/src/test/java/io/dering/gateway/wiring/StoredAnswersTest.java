package io.dering.gateway.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.rest.KeptAnswers;
import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.SampleCall;
import io.dering.gateway.tokens.AnswerSeal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Keys over the end of a process.
final class StoredAnswersTest {
  private static final KeptAnswers.Place PLACE =
      new KeptAnswers.Place(SampleCall.ACCOUNT, "crm", "order-1");

  @TempDir Path folder;
  private CallStore store;

  @BeforeEach
  void open() {
    store = CallStore.open(folder, Duration.ofDays(7), InstantSource.fixed(SampleCall.START));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private StoredAnswers process(String worker) {
    return new StoredAnswers(store.answers(), new AnswerSeal(new byte[32], new Random(1)), worker);
  }

  private static KeptAnswers.Claim claim(StoredAnswers answers, int request) {
    var asked = new KeptAnswers.Asked(PLACE, new byte[] {(byte) request});
    return answers.claim(asked).toCompletableFuture().join();
  }

  @Test
  void whatAProcessLeftHalfDoneIsNotDoneAgainByTheNext() {
    StoredAnswers first = process("first");
    assertThat(claim(first, 1)).isEqualTo(new KeptAnswers.Claim.First());
    assertThat(claim(first, 1)).isEqualTo(new KeptAnswers.Claim.InFlight());
    assertThat(claim(first, 2)).isEqualTo(new KeptAnswers.Claim.Reused());

    StoredAnswers second = process("second");
    assertThat(claim(second, 1)).isEqualTo(new KeptAnswers.Claim.Interrupted());
  }

  @Test
  void whatAProcessAnsweredTheNextAnswersAgain() {
    StoredAnswers first = process("first");
    claim(first, 1);
    first.keep(PLACE, 201, "{\"a\":1}").toCompletableFuture().join();
    assertThat(claim(process("second"), 1))
        .isEqualTo(new KeptAnswers.Claim.Again(201, "{\"a\":1}"));
    assertThat(claim(process("second"), 2)).isEqualTo(new KeptAnswers.Claim.Reused());
  }

  @Test
  void ofManyAtOnceOneIsFirst() {
    StoredAnswers answers = process("only");
    var asked = new KeptAnswers.Asked(PLACE, new byte[] {1});
    List<CompletableFuture<KeptAnswers.Claim>> claims =
        IntStream.range(0, 50)
            .parallel()
            .mapToObj(_ -> answers.claim(asked).toCompletableFuture())
            .toList();
    assertThat(claims.stream().map(CompletableFuture::join))
        .filteredOn(KeptAnswers.Claim.First.class::isInstance)
        .hasSize(1);
  }
}
