package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.ChannelTold;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.ChannelAnswer;
import io.dering.signaling.backend.ChannelAnswer.ChannelView;
import io.dering.signaling.backend.ChannelRequest;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.channel.ChannelSettings;
import io.dering.signaling.channel.InboundRules;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.settings.CallHours;
import io.dering.signaling.settings.CallingSettings;
import io.dering.signaling.settings.SettingsField;
import io.dering.signaling.settings.SettingsPolicy;
import io.dering.signaling.settings.SettingsSync;
import io.dering.signaling.standing.AnswerRate.Share;
import io.dering.signaling.standing.AnswerRatePolicy;
import io.dering.signaling.standing.StandingChange;
import io.dering.signaling.standing.StandingChange.Restricted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// How a channel stands with Meta: its settings there, its answer rate, what Meta says of it.
class ChannelWatchTest {
  private static final PhoneNumber NUMBER = new PhoneNumber("442079460123");
  private static final CallingSettings IN_STEP = there("ENABLED", "DEFAULT");
  private static final CallingSettings NOT_SET = there("NOT_SET", "DEFAULT");
  private static final CallingSettings HIDDEN = there("ENABLED", "DISABLE_ALL");

  private final Stage stage = new Stage(settings(SettingsPolicy.WRITTEN));

  /// IN-2: at the start what differs is written, and read back.
  @Test
  void aStartWritesWhatDiffersAndReadsItBack() {
    start();
    assertThat(takeOrder()).isInstanceOf(Command.ReadSettings.class);
    read(NOT_SET);
    assertThat(view().atMeta().state()).isEqualTo(SettingsSync.State.WRITING);
    assertThat(takeOrder())
        .isInstanceOfSatisfying(
            Command.WriteSettings.class,
            write -> {
              assertThat(write.change().status()).contains("ENABLED");
              assertThat(write.change().hours()).isEmpty();
            });
    stage.handle(new Fact.SettingsWritten(CHANNEL));
    assertThat(takeOrder()).isInstanceOf(Command.ReadSettings.class);
    read(IN_STEP);
    assertThat(view().atMeta().state()).isEqualTo(SettingsSync.State.IN_STEP);
    assertThat(view().atMeta().readAt()).contains(stage.now());
    assertThat(told()).isEmpty();
  }

  /// IN-2: switching a channel off hides its icon at Meta.
  @Test
  void aChangeIsWrittenToMeta() {
    startInStep();
    switchOff();
    read(IN_STEP);
    assertThat(takeOrder())
        .isInstanceOfSatisfying(
            Command.WriteSettings.class,
            write -> assertThat(write.change().icon()).contains("DISABLE_ALL"));
  }

  /// Issue 3: what was changed at Meta is shown, told once, and not overwritten by itself.
  @Test
  void aChangeAtMetaIsShownUntilSomebodyWritesAgain() {
    startInStep();
    stage.handle(new Fact.SettingsReported(CHANNEL));
    assertThat(takeOrder()).isInstanceOf(Command.ReadSettings.class);
    read(HIDDEN);
    assertThat(orders()).isEmpty();
    assertThat(view().atMeta().state()).isEqualTo(SettingsSync.State.DIFFERS);
    assertThat(view().atMeta().differences())
        .containsExactly(
            new CallingSettings.Difference(
                SettingsField.CALL_ICON_VISIBILITY, "DEFAULT", "DISABLE_ALL"));
    stage.handle(new Fact.SettingsReported(CHANNEL));
    read(HIDDEN);
    assertThat(told())
        .containsExactly(new StandingChange.SettingsDiffer(List.of("call_icon_visibility")));
    stage.clear();
    assertThat(ask(new ChannelRequest.WriteToMeta(CHANNEL)))
        .isInstanceOf(ChannelAnswer.TheChannel.class);
    read(HIDDEN);
    assertThat(orders().getLast()).isInstanceOf(Command.WriteSettings.class);
    stage.handle(new Fact.SettingsWritten(CHANNEL));
    read(IN_STEP);
    assertThat(told()).containsExactly(new StandingChange.SettingsInStep());
  }

  /// Meta is asked every hour, since not every change has a webhook.
  @Test
  void metaIsAskedEveryHour() {
    startInStep();
    stage.pass(Duration.ofMinutes(59));
    assertThat(orders()).isEmpty();
    stage.pass(Duration.ofMinutes(1));
    assertThat(takeOrder()).isInstanceOf(Command.ReadSettings.class);
    assertThat(stage.switchboard().nextDeadline()).isAfter(stage.now());
  }

  /// A trouble of Meta's is tried again after 5 s, 10 s, 20 s, and told when it lasts.
  @Test
  void aTroubleThatMayPassIsTriedAgain() {
    start();
    stage.clear();
    for (int pause : List.of(5, 10)) {
      unanswered();
      stage.passSeconds(pause - 1);
      assertThat(orders()).isEmpty();
      stage.passSeconds(1);
      assertThat(takeOrder()).isInstanceOf(Command.ReadSettings.class);
    }
    assertThat(told()).isEmpty();
    unanswered();
    assertThat(view().atMeta().state()).isEqualTo(SettingsSync.State.FAILED);
    assertThat(told())
        .containsExactly(new StandingChange.SettingsFailed("read", null, Optional.empty()));
    stage.passSeconds(20);
    read(IN_STEP);
    assertThat(told().getLast()).isEqualTo(new StandingChange.SettingsInStep());
  }

  /// What Meta refuses is shown with its code, and not asked for again and again.
  @Test
  void aRefusalIsShownWithMetasWords() {
    start();
    read(NOT_SET);
    stage.clear();
    var error = new MetaError(100, null, "Invalid parameter", "call_hours overlap", null);
    stage.handle(new Fact.SettingsFailed(CHANNEL, SettingsSync.Step.WRITE, Optional.of(error)));
    assertThat(view().atMeta().state()).isEqualTo(SettingsSync.State.FAILED);
    assertThat(view().atMeta().failure().orElseThrow().error()).contains(error);
    assertThat(told())
        .containsExactly(
            new StandingChange.SettingsFailed("write", 100, Optional.of("call_hours overlap")));
    stage.pass(Duration.ofMinutes(59));
    assertThat(orders()).isEmpty();
    stage.pass(Duration.ofMinutes(1));
    read(NOT_SET);
    assertThat(view().atMeta().state()).isEqualTo(SettingsSync.State.FAILED);
    assertThat(view().atMeta().differences()).hasSize(1);
    assertThat(stage.commands(Command.WriteSettings.class)).isEmpty();
  }

  /// Issue 3: a difference is one from what is wanted now, not from what was wanted before.
  @Test
  void afterARefusalTheNextWishIsComparedWithWhatIsThere() {
    startInStep();
    switchOff();
    read(IN_STEP);
    var error = new MetaError(100, null, "Invalid parameter", null, null);
    stage.handle(new Fact.SettingsFailed(CHANNEL, SettingsSync.Step.WRITE, Optional.of(error)));
    assertThat(view().atMeta().differences()).hasSize(1);
    ask(
        new ChannelRequest.SetChannel(
            new ChannelSettings(CHANNEL, Duration.ofSeconds(30), InboundRules.ALWAYS)));
    assertThat(view().atMeta().differences()).isEmpty();
    switchOff();
    assertThat(view().atMeta().differences())
        .containsExactly(
            new CallingSettings.Difference(
                SettingsField.CALL_ICON_VISIBILITY, "DISABLE_ALL", "DEFAULT"));
  }

  /// A write that Meta did not answer may have had its effect: it is read before it is repeated.
  @Test
  void aWriteWithoutAnAnswerIsReadBeforeItIsRepeated() {
    start();
    read(NOT_SET);
    stage.clear();
    stage.handle(new Fact.SettingsFailed(CHANNEL, SettingsSync.Step.WRITE, Optional.empty()));
    stage.passSeconds(5);
    assertThat(takeOrder()).isInstanceOf(Command.ReadSettings.class);
    read(NOT_SET);
    assertThat(takeOrder()).isInstanceOf(Command.WriteSettings.class);
  }

  /// Whoever keeps Meta's settings by hand sees the difference, and nothing is written.
  @Test
  void watchedSettingsAreNeverWritten() {
    Stage watched = new Stage(settings(SettingsPolicy.WATCHED));
    watched.start().passSeconds(0);
    watched.handle(new Fact.SettingsRead(CHANNEL, NOT_SET, List.of()));
    watched.handle(new Fact.Requested(new RequestId(1), new ChannelRequest.WriteToMeta(CHANNEL)));
    assertThat(watched.commands(Command.Answer.class).getLast().answer())
        .isInstanceOf(Refused.class);
    assertThat(watched.commands(Command.WriteSettings.class)).isEmpty();
  }

  /// IN-12: a low answer rate is told once, and its end is.
  @Test
  void aLowAnswerRateIsToldOnceForEachCrossing() {
    stage.signIn(AYU);
    for (int i = 0; i < 4; i++) {
      stage.decline(AYU, stage.ringingCall("no" + i));
    }
    assertThat(told()).containsExactly(new StandingChange.AnswerRateLow(new Share(4, 0)));
    assertThat(view().answering().low()).isTrue();
    for (int i = 0; i < 8; i++) {
      var call = stage.talkingCall("yes" + i, AYU);
      stage.handle(new Fact.AgentHungUp(AYU, Stage.tab(AYU), call));
    }
    assertThat(told())
        .containsExactly(
            new StandingChange.AnswerRateLow(new Share(4, 0)),
            new StandingChange.AnswerRateRecovered(new Share(12, 8)));
    assertThat(view().answering().week()).isEqualTo(new Share(12, 8));
  }

  /// IN-12: after a restart the rate goes on from the log, and what was told is not told again.
  @Test
  void aRestartGoesOnFromTheLog() {
    stage.switchboard().takeAnswered(CHANNEL, stage.now(), new Share(40, 10));
    var low = new StandingChange.AnswerRateLow(new Share(40, 10));
    stage
        .switchboard()
        .takeTold(List.of(new ChannelTold(stage.now(), Stage.settings().account(), CHANNEL, low)));
    stage.call("nobody there");
    assertThat(told()).isEmpty();
    assertThat(view().answering().day()).isEqualTo(new Share(41, 10));
    assertThat(view().answering().low()).isTrue();
  }

  /// IN-12: a restriction that Meta announces is shown until its time is up, and told once.
  @Test
  void aRestrictionIsShownUntilItsTimeIsUp() {
    Instant until = stage.now().plus(Duration.ofHours(3));
    var restricted =
        new Restricted("RESTRICTED_USER_INITIATED_CALLING", Optional.of(until), Optional.empty());
    announce(restricted);
    announce(restricted);
    assertThat(told()).containsExactly(restricted);
    assertThat(view().standings().restrictions()).hasSize(1);
    stage.pass(Duration.ofHours(3));
    assertThat(told().getLast())
        .isEqualTo(new StandingChange.RestrictionEnded("RESTRICTED_USER_INITIATED_CALLING"));
    announce(restricted);
    assertThat(view().standings().restrictions()).isEmpty();
  }

  /// IN-12: the end of a restriction without an end is seen in Meta's settings.
  @Test
  void aRestrictionThatMetaNoLongerShowsIsOver() {
    startInStep();
    announce(buttonHidden());
    stage.handle(new Fact.SettingsReported(CHANNEL));
    read(HIDDEN);
    assertThat(view().standings().restrictions()).as("too early to tell").hasSize(1);
    stage.pass(Duration.ofHours(1));
    read(HIDDEN);
    assertThat(view().standings().restrictions()).isEmpty();
  }

  /// IN-12: a button that Meta has hidden for too few answers is not shown again by a restart.
  @Test
  void aHiddenButtonIsShownAgainByAPersonAlone() {
    announce(buttonHidden());
    start();
    read(HIDDEN);
    assertThat(stage.commands(Command.WriteSettings.class)).isEmpty();
    ask(new ChannelRequest.WriteToMeta(CHANNEL));
    read(HIDDEN);
    assertThat(stage.commands(Command.WriteSettings.class)).hasSize(1);
  }

  /// IN-12: restrictions found in Meta's settings count as announced.
  @Test
  void aRestrictionInMetasSettingsIsToldToo() {
    start();
    stage.handle(new Fact.SettingsRead(CHANNEL, IN_STEP, List.of(buttonHidden())));
    assertThat(told()).containsExactly(buttonHidden());
    assertThat(stage.switchboard().snapshot().channels().restricted()).isEqualTo(1);
  }

  /// Bad input: a number that is nobody's changes nothing.
  @Test
  void aRestrictionOfAnUnknownNumberChangesNothing() {
    stage.handle(
        new Fact.CallingReported(
            new PhoneNumber("15550001111"), List.of(buttonHidden()), stage.now()));
    assertThat(told()).isEmpty();
  }

  private static Restricted buttonHidden() {
    return new Restricted(
        "RESTRICTED_USER_INITIATED_CALLING_CALL_BUTTON_HIDDEN", Optional.empty(), Optional.empty());
  }

  private void announce(StandingChange change) {
    stage.handle(new Fact.CallingReported(NUMBER, List.of(change), stage.now()));
  }

  private void start() {
    stage.start().passSeconds(0);
  }

  private void startInStep() {
    start();
    read(IN_STEP);
    stage.clear();
  }

  private void switchOff() {
    var off = new InboundRules(false, Optional.empty(), InboundRules.OutOfHours.REJECT);
    ask(new ChannelRequest.SetChannel(new ChannelSettings(CHANNEL, Duration.ofSeconds(30), off)));
    stage.clear();
  }

  private void read(CallingSettings settings) {
    stage.handle(new Fact.SettingsRead(CHANNEL, settings, List.of()));
  }

  private void unanswered() {
    stage.handle(new Fact.SettingsFailed(CHANNEL, SettingsSync.Step.READ, Optional.empty()));
  }

  private List<StandingChange> told() {
    return stage.records(ChannelTold.class).map(ChannelTold::change).toList();
  }

  private List<Command.ForSettings> orders() {
    return stage.commands(Command.ForSettings.class).stream()
        .filter(order -> order.channel().equals(CHANNEL))
        .toList();
  }

  /// The newest order; what was said so far is forgotten.
  private Command.ForSettings takeOrder() {
    Command.ForSettings last = orders().getLast();
    stage.clear();
    return last;
  }

  private ChannelView view() {
    var answer = (ChannelAnswer.Channels) ask(new ChannelRequest.ListChannels());
    return answer.channels().getFirst();
  }

  private BackendAnswer ask(ChannelRequest request) {
    stage.handle(new Fact.Requested(new RequestId(1), request));
    return stage.commands(Command.Answer.class).getLast().answer();
  }

  private static AccountSettings settings(SettingsPolicy policy) {
    return Stage.settings().with(new ChannelPolicy(policy, new AnswerRatePolicy(60, 4)));
  }

  private static CallingSettings there(String status, String icon) {
    return new CallingSettings(
        Optional.of(status),
        Optional.of(icon),
        Optional.of(CallHours.OFF),
        Optional.empty(),
        Optional.empty());
  }
}
