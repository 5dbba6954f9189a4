package io.dering.gateway.storage;

import static io.dering.gateway.storage.SampleCall.ACCOUNT;
import static io.dering.gateway.storage.SampleCall.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// Kept answers on both databases, by a clock of the test's own.
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class AnswerTableTest {
  private static final AnswerTable.Place PLACE = new AnswerTable.Place(ACCOUNT, "crm", "key-1");

  @Parameter TestDatabase database = TestDatabase.SQLITE;
  @TempDir Path folder;
  private volatile Instant now = START;
  private CallStore store;

  @BeforeEach
  void open() {
    store = CallStore.open(database.place(folder), Duration.ofDays(7), () -> now);
  }

  @AfterEach
  void close() {
    store.close();
  }

  private AnswerTable.Found claim(AnswerTable.Place place) {
    return store.answers().claim(place, "print", "worker").join();
  }

  @Test
  void theFirstClaimTakesThePlaceAndTheNextOnesSeeIt() {
    assertThat(claim(PLACE)).isEqualTo(new AnswerTable.Found.Nothing());
    assertThat(claim(PLACE)).isEqualTo(new AnswerTable.Found.Working("print", "worker"));
    assertThat(claim(new AnswerTable.Place(ACCOUNT, "shop", "key-1")))
        .isEqualTo(new AnswerTable.Found.Nothing());
    assertThat(claim(new AnswerTable.Place(ACCOUNT, "crm", "key-2")))
        .isEqualTo(new AnswerTable.Found.Nothing());
  }

  @Test
  void anAnswerIsThereAfterARestart() {
    claim(PLACE);
    store.answers().keep(PLACE, 201, new byte[] {1, 2, 3}).join();
    store.close();
    open();
    assertThat(claim(PLACE))
        .isInstanceOfSatisfying(
            AnswerTable.Found.Answered.class,
            answered -> {
              assertThat(answered.fingerprint()).isEqualTo("print");
              assertThat(answered.status()).isEqualTo(201);
              assertThat(answered.answer()).containsExactly(1, 2, 3);
            });
  }

  @Test
  void aPlaceThatIsGivenBackIsFreeAndAnAnswerIsNever() {
    claim(PLACE);
    assertThat(store.answers().release(PLACE).join()).isTrue();
    assertThat(claim(PLACE)).isEqualTo(new AnswerTable.Found.Nothing());
    store.answers().keep(PLACE, 201, new byte[0]).join();
    assertThat(store.answers().release(PLACE).join()).isFalse();
    assertThat(claim(PLACE)).isInstanceOf(AnswerTable.Found.Answered.class);
  }

  @Test
  void afterADayItIsGone() {
    claim(PLACE);
    store.answers().keep(PLACE, 201, new byte[0]).join();
    now = START.plus(AnswerTable.KEPT);
    assertThat(claim(PLACE)).isInstanceOf(AnswerTable.Found.Answered.class);
    assertThat(store.answers().purge(10).join()).isZero();
    now = now.plusMillis(1);
    assertThat(store.answers().purge(10).join()).isEqualTo(1);
    assertThat(claim(PLACE)).isEqualTo(new AnswerTable.Found.Nothing());
  }

  /// The purge may be late; the key is free all the same.
  @Test
  void whatIsOverDoesNotWaitForThePurge() {
    claim(PLACE);
    now = START.plus(AnswerTable.KEPT).plusMillis(1);
    assertThat(claim(PLACE)).isEqualTo(new AnswerTable.Found.Nothing());
  }
}
