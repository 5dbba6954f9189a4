package io.dering.gateway.storage;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.ChannelRecord;
import io.dering.signaling.channel.ChannelSettings;
import io.dering.signaling.channel.InboundRules;
import io.dering.signaling.channel.OfficeHours;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.ChannelId;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
final class ChannelTableTest {
  private static final ChannelId CHANNEL = new ChannelId("100");

  @Parameter TestDatabase database = TestDatabase.SQLITE;
  @TempDir Path folder;

  /// RM-9, IN-2: what was set last comes back as it was, on both databases.
  @Test
  void theLastSettingsComeBackAsTheyWere() throws Exception {
    var hours =
        new OfficeHours(
            ZoneId.of("Asia/Jakarta"),
            List.of(
                new OfficeHours.Span(DayOfWeek.FRIDAY, 540, 720),
                new OfficeHours.Span(DayOfWeek.MONDAY, 0, 1_440)),
            Set.of(LocalDate.of(2026, 12, 25), LocalDate.of(1969, 12, 31)));
    var first =
        new ChannelSettings(
            CHANNEL,
            Duration.ofSeconds(45),
            new InboundRules(false, Optional.of(hours), InboundRules.OutOfHours.VOICEMAIL),
            true,
            false);
    try (CallStore store =
        CallStore.open(
            database.place(folder), Duration.ofDays(7), InstantSource.fixed(SampleCall.START))) {
      write(store, first);
      assertThat(store.channels().of(SampleCall.ACCOUNT)).containsExactly(first);
      assertThat(store.channels().of(new AccountId("other"))).isEmpty();
      var second = new ChannelSettings(CHANNEL, Duration.ofSeconds(30), InboundRules.ALWAYS);
      write(store, second);
      assertThat(store.channels().of(SampleCall.ACCOUNT)).containsExactly(second);
    }
  }

  /// RM-9: an offset that an earlier version has let through opens as it is kept.
  @Test
  void anOffsetThatWasKeptBeforeStopsNoStart() throws Exception {
    var hours = new OfficeHours(ZoneId.of("+07:00"), List.of(), Set.of());
    var kept =
        new ChannelSettings(
            CHANNEL,
            Duration.ofSeconds(30),
            new InboundRules(true, Optional.of(hours), InboundRules.OutOfHours.REJECT));
    try (CallStore store =
        CallStore.open(
            database.place(folder), Duration.ofDays(7), InstantSource.fixed(SampleCall.START))) {
      write(store, kept);
      assertThat(store.channels().of(SampleCall.ACCOUNT)).containsExactly(kept);
    }
  }

  private static void write(CallStore store, ChannelSettings settings) throws Exception {
    store
        .append(List.of(new ChannelRecord(SampleCall.START, SampleCall.ACCOUNT, settings)))
        .get(30, SECONDS);
  }
}
