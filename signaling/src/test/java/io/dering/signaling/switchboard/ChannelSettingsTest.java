package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.ChannelRecord;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.ChannelAnswer;
import io.dering.signaling.backend.ChannelRequest;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.channel.ChannelSettings;
import io.dering.signaling.channel.InboundRules;
import io.dering.signaling.channel.OfficeHours;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Whether a call rings at all, as admins set it while the gateway runs.
class ChannelSettingsTest {
  private final Stage stage = new Stage();

  /// IN-2: a call that still arrives at a channel that is off is rejected and logged.
  @Test
  void aChannelThatIsOffRejectsAndLogs() {
    stage.signIn(AYU);
    set(new InboundRules(false, Optional.empty(), InboundRules.OutOfHours.REJECT));
    CallId call = stage.call("a");
    assertThat(stage.rung(call)).isEmpty();
    assertThat(stage.asked()).contains(GraphAction.REJECT);
    assertThat(stage.closed(call).reason()).isEqualTo(EndReason.INBOUND_OFF);
    assertThat(stage.closed(call).status()).isEqualTo(CallStatus.UNANSWERED);
    set(InboundRules.ALWAYS);
    assertThat(stage.rung(stage.call("b"))).containsExactly(AYU);
  }

  /// RM-9: outside its hours a channel rejects, lets Meta take a voice message (which our reject
  /// brings about), or rings anyway, as it is set.
  @Test
  void outsideItsHoursAChannelFollowsItsRule() {
    stage.signIn(AYU);
    set(new InboundRules(true, Optional.of(closedNow()), InboundRules.OutOfHours.REJECT));
    CallId rejected = stage.call("a");
    assertThat(stage.closed(rejected).reason()).isEqualTo(EndReason.OUT_OF_HOURS);
    set(new InboundRules(true, Optional.of(closedNow()), InboundRules.OutOfHours.VOICEMAIL));
    CallId toVoicemail = stage.call("c");
    assertThat(stage.closed(toVoicemail).reason()).isEqualTo(EndReason.OUT_OF_HOURS);
    assertThat(stage.asked()).containsExactly(GraphAction.REJECT, GraphAction.REJECT);
    set(new InboundRules(true, Optional.of(closedNow()), InboundRules.OutOfHours.RING));
    assertThat(stage.rung(stage.call("b"))).containsExactly(AYU);
  }

  /// IN-7: the ringing window of the next call; one that rings keeps its own.
  @Test
  void aNewWindowIsTheNextCalls() {
    stage.signIn(AYU);
    CallId before = stage.ringingCall("a");
    set(Duration.ofSeconds(60), InboundRules.ALWAYS);
    CallId after = stage.ringingCall("b");
    stage.passSeconds(30);
    assertThat(stage.closed(before).reason()).isEqualTo(EndReason.TIMED_OUT);
    stage.passSeconds(29).passSeconds(1);
    assertThat(stage.closed(after).ringMs()).isEqualTo(60_000);
  }

  /// RM-9: hours that cannot be are named, and nothing changes.
  @Test
  void hoursThatOverlapAreRefusedByTheirPlace() {
    var twice = new OfficeHours.Span(DayOfWeek.MONDAY, 60, 120);
    var hours = new OfficeHours(ZoneId.of("UTC"), List.of(twice, twice), Set.of());
    BackendAnswer answer =
        ask(
            new ChannelRequest.SetChannel(
                new ChannelSettings(
                    CHANNEL,
                    Duration.ofSeconds(30),
                    new InboundRules(true, Optional.of(hours), InboundRules.OutOfHours.REJECT))));
    assertThat(answer)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> assertThat(refused.field()).isEqualTo("office_hours.weekly[1]"));
    assertThat(stage.records(ChannelRecord.class)).isEmpty();
    assertThat(
            ask(
                new ChannelRequest.SetChannel(
                    new ChannelSettings(
                        new ChannelId("9"), Duration.ofSeconds(30), InboundRules.ALWAYS))))
        .isInstanceOf(Refused.class);
  }

  /// A start takes the settings up again, but for channels that are no more.
  @Test
  void aStartTakesTheSettingsUpAgain() {
    var off = new InboundRules(false, Optional.empty(), InboundRules.OutOfHours.REJECT);
    stage
        .switchboard()
        .takeChannels(
            List.of(
                new ChannelSettings(CHANNEL, Duration.ofSeconds(45), off),
                new ChannelSettings(new ChannelId("9"), Duration.ofSeconds(45), off)));
    assertThat(ask(new ChannelRequest.ListChannels()))
        .isInstanceOfSatisfying(
            ChannelAnswer.Channels.class,
            all -> {
              assertThat(all.channels()).hasSize(2);
              Channel first = all.channels().getFirst().channel();
              assertThat(first.inbound()).isEqualTo(off);
              assertThat(first.ringingWindow()).hasSeconds(45);
            });
  }

  /// Open tomorrow alone.
  private OfficeHours closedNow() {
    DayOfWeek tomorrow = stage.now().atOffset(ZoneOffset.UTC).getDayOfWeek().plus(1);
    return new OfficeHours(
        ZoneId.of("UTC"), List.of(new OfficeHours.Span(tomorrow, 0, 1_440)), Set.of());
  }

  private void set(InboundRules rules) {
    set(Duration.ofSeconds(30), rules);
  }

  private void set(Duration window, InboundRules rules) {
    assertThat(ask(new ChannelRequest.SetChannel(new ChannelSettings(CHANNEL, window, rules))))
        .isInstanceOf(ChannelAnswer.TheChannel.class);
  }

  private BackendAnswer ask(ChannelRequest request) {
    stage.handle(new Fact.Requested(new RequestId(1), request));
    return stage.commands(Command.Answer.class).getLast().answer();
  }
}
