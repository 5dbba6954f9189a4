package io.dering.gateway.storage;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.ChannelTold;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.standing.AnswerRate.Share;
import io.dering.signaling.standing.StandingChange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ToldTableTest {
  private static final ChannelId CHANNEL = new ChannelId("100");
  private static final Instant UNTIL = SampleCall.START.plusSeconds(3_600);

  @Parameter TestDatabase database = TestDatabase.SQLITE;
  @TempDir Path folder;
  private CallStore store;

  @BeforeEach
  void open() {
    store =
        CallStore.open(
            database.place(folder), Duration.ofDays(7), InstantSource.fixed(SampleCall.START));
  }

  @AfterEach
  void close() {
    store.close();
  }

  /// IN-12: what holds comes back after a restart, what is over does not, and all of it is an
  /// event.
  @Test
  void whatHoldsComesBack() throws Exception {
    var restricted =
        new StandingChange.Restricted(
            "RESTRICTED_USER_INITIATED_CALLING", Optional.of(UNTIL), Optional.of("Too few."));
    var warned = new StandingChange.Warned("LOW_CALLING_QUALITY", Optional.empty());
    write(
        restricted,
        restricted,
        warned,
        new StandingChange.AnswerRateLow(new Share(30, 3)),
        new StandingChange.SettingsFailed("write", 100, Optional.of("No.")));
    assertThat(store.told().of(SampleCall.ACCOUNT))
        .extracting(ChannelTold::change)
        .containsExactlyInAnyOrder(
            restricted,
            warned,
            new StandingChange.AnswerRateLow(Share.NONE),
            new StandingChange.SettingsDiffer(List.of()));
    write(
        new StandingChange.RestrictionEnded(restricted.type()),
        new StandingChange.AnswerRateRecovered(new Share(30, 20)),
        new StandingChange.SettingsInStep());
    assertThat(store.told().of(SampleCall.ACCOUNT))
        .extracting(ChannelTold::change)
        .containsExactly(warned);
    assertThat(store.events().after(SampleCall.ACCOUNT, 0, 20))
        .extracting(event -> event.type())
        .containsExactly(
            "channel.restricted",
            "channel.restricted",
            "channel.warned",
            "channel.answer_rate_low",
            "channel.settings_failed",
            "channel.restriction_ended",
            "channel.answer_rate_recovered",
            "channel.settings_in_step");
  }

  /// IN-12: the answer rate is counted anew from the log of calls.
  @Test
  void answeredCallsAreCountedByChannelAndHour() throws Exception {
    SampleCall answered = new SampleCall(1);
    SampleCall open = new SampleCall(2);
    append(answered.opened(), answered.closed("ayu"), open.opened());
    List<ToldTable.AnsweredHour> hours =
        store.told().answered(SampleCall.ACCOUNT, SampleCall.START.minusSeconds(60));
    assertThat(hours).hasSize(1);
    assertThat(hours.getFirst().share()).isEqualTo(new Share(1, 1));
    assertThat(store.told().answered(SampleCall.ACCOUNT, SampleCall.START.plusSeconds(90_000)))
        .isEmpty();
  }

  private void write(StandingChange... changes) throws Exception {
    for (StandingChange change : changes) {
      append(new ChannelTold(SampleCall.START, SampleCall.ACCOUNT, CHANNEL, change));
    }
  }

  private void append(ActivityRecord... records) throws Exception {
    store.append(List.of(records)).get(30, SECONDS);
  }
}
