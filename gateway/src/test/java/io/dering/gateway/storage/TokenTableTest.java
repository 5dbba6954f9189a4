package io.dering.gateway.storage;

import static io.dering.gateway.storage.SampleCall.ACCOUNT;
import static io.dering.gateway.storage.SampleCall.START;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.signaling.id.AccountId;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// RM-14: what is stored of a token, on both databases.
@ParameterizedClass
@EnumSource(TestDatabase.class)
final class TokenTableTest {
  private static final int MOST = 3;

  @Parameter TestDatabase database = TestDatabase.SQLITE;
  @TempDir Path folder;
  private CallStore store;

  @BeforeEach
  void open() {
    store = CallStore.open(database.place(folder), Duration.ofDays(7), InstantSource.fixed(START));
  }

  @AfterEach
  void close() {
    store.close();
  }

  private TokenTable.Row row(int number, @Nullable Instant expiresAt) {
    return new TokenTable.Row(
        "tok_" + number,
        ACCOUNT,
        "crm",
        "calls:read rooms:read",
        START.plusSeconds(number),
        expiresAt,
        null);
  }

  @Test
  void aTokenIsFoundByItsDigestAlone() {
    assertThat(store.tokens().add(row(1, null), "abc", MOST).join()).isTrue();
    assertThat(store.tokens().live("abc", START)).contains(row(1, null));
    assertThat(store.tokens().live("abd", START)).isEmpty();
    assertThat(store.tokens().of(ACCOUNT)).containsExactly(row(1, null));
    assertThat(store.tokens().of(new AccountId("other"))).isEmpty();
  }

  @Test
  void fromItsRevocationOnItIsNotFound() {
    store.tokens().add(row(1, null), "abc", MOST).join();
    assertThat(store.tokens().revoke(new AccountId("other"), "tok_1", START).join()).isFalse();
    assertThat(store.tokens().live("abc", START)).isPresent();

    assertThat(store.tokens().revoke(ACCOUNT, "tok_1", START).join()).isTrue();

    assertThat(store.tokens().live("abc", START)).isEmpty();
    assertThat(store.tokens().of(ACCOUNT)).isEmpty();
    assertThat(store.tokens().revoke(ACCOUNT, "tok_1", START).join()).isTrue();
    assertThat(store.tokens().revoke(ACCOUNT, "tok_2", START).join()).isFalse();
  }

  @Test
  void itEndsAtItsTime() {
    store.tokens().add(row(1, START.plusSeconds(60)), "abc", MOST).join();
    assertThat(store.tokens().live("abc", START.plusSeconds(59))).isPresent();
    assertThat(store.tokens().live("abc", START.plusSeconds(60))).isEmpty();
  }

  @Test
  void theDayOfItsLastUseNeverGoesBack() {
    store.tokens().add(row(1, null), "abc", MOST).join();
    LocalDate day = LocalDate.of(2026, 11, 21);
    assertThat(store.tokens().used("tok_1", day).join()).isTrue();
    assertThat(store.tokens().used("tok_1", day).join()).isFalse();
    assertThat(store.tokens().used("tok_1", day.minusDays(1)).join()).isFalse();
    assertThat(store.tokens().live("abc", START).orElseThrow().lastUsedOn()).isEqualTo(day);
  }

  @Test
  void anAccountHasABoundedNumber() {
    for (int number = 1; number <= MOST; number++) {
      assertThat(store.tokens().add(row(number, null), "d" + number, MOST).join()).isTrue();
    }
    assertThat(store.tokens().add(row(4, null), "d4", MOST).join()).isFalse();
    assertThat(store.tokens().live("d4", START)).isEmpty();
    store.tokens().revoke(ACCOUNT, "tok_2", START).join();
    assertThat(store.tokens().add(row(4, null), "d4", MOST).join()).isTrue();
  }

  /// Nothing of one write stays when it contradicts, and the store goes on.
  @Test
  void twoTokensNeverShareADigest() {
    store.tokens().add(row(1, null), "abc", MOST).join();
    assertThatThrownBy(() -> store.tokens().add(row(2, null), "abc", MOST).join())
        .hasCauseInstanceOf(StoreFailure.class);
    assertThat(store.healthy()).isTrue();
    assertThat(store.tokens().of(ACCOUNT)).hasSize(1);
  }
}
