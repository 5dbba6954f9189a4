package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.BUDI;
import static io.dering.signaling.switchboard.Stage.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.ChannelRecord;
import io.dering.signaling.activity.UserRecord;
import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.agent.User;
import io.dering.signaling.backend.BackendRequest;
import io.dering.signaling.backend.CallAnswer;
import io.dering.signaling.backend.CallRequest;
import io.dering.signaling.backend.ChannelRequest;
import io.dering.signaling.backend.DialRefusal;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.backend.UserRequest;
import io.dering.signaling.call.Caller;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.channel.ChannelSettings;
import io.dering.signaling.channel.InboundRules;
import io.dering.signaling.desk.ChannelCard;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.permission.CallingLimits;
import io.dering.signaling.room.Actor;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// OUT-1: calls to customers are switched on and off for a channel and for an agent; and numbers of
/// some countries never call (Meta reference 2.6).
class OutboundSwitchesTest {
  private static final Caller ADA = new Caller(new PhoneNumber("447700900456"), null, null);

  private final Stage stage = new Stage();
  private long requests;

  /// OUT-1
  @Test
  void aChannelThatIsOffCallsNobodyUntilItIsOnAgain() {
    stage.signIn(AYU);
    channel(false);
    assertThat(stage.records(ChannelRecord.class))
        .extracting(record -> record.settings().outbound())
        .containsExactly(false);
    assertThat(refusal(AYU)).isEqualTo(DialRefusal.CHANNEL_OFF);
    channel(true);
    place(AYU);
    assertThat(stage.commands(Command.ReadPermission.class)).hasSize(1);
  }

  /// OUT-1
  @Test
  void anAgentWhoMayNotCallCallsNobodyAndOthersDo() {
    stage.signIn(AYU).signIn(BUDI);
    agent(AYU, false);
    assertThat(stage.records(UserRecord.class).toList().getLast().users())
        .filteredOn(user -> !user.mayCall())
        .extracting(user -> user.agent().id())
        .containsExactly(AYU);
    assertThat(refusal(AYU)).isEqualTo(DialRefusal.AGENT_OFF);
    place(BUDI);
    assertThat(stage.commands(Command.ReadPermission.class)).hasSize(1);
    // A call that rings is another thing.
    assertThat(stage.rung(stage.ringingCall("a"))).contains(AYU);
  }

  /// OUT-1: the buttons go at once, and come back; nobody else's page hears of an agent's switch.
  @Test
  void pagesAreToldFromWhereTheyMayCall() {
    stage.signIn(AYU).signIn(BUDI);
    assertThat(welcome(AYU).dials()).extracting(ChannelCard::name).hasSize(2).contains("Front");
    stage.clear();
    channel(false);
    assertThat(dials(AYU)).hasSize(1);
    assertThat(dials(BUDI)).hasSize(1);
    stage.clear();
    agent(AYU, false);
    assertThat(dials(AYU)).isEmpty();
    assertThat(stage.told(BUDI)).noneMatch(DeskMessage.Dials.class::isInstance);
    channel(true);
    assertThat(dials(AYU)).isEmpty();
    agent(AYU, true);
    assertThat(dials(AYU)).hasSize(2);
  }

  /// OUT-1: what was switched is so after a restart.
  @Test
  void aStartTakesTheSwitchesUpAgain() {
    var off =
        new ChannelSettings(CHANNEL, Duration.ofSeconds(30), InboundRules.ALWAYS, false, false);
    stage.switchboard().takeChannels(List.of(off));
    stage
        .switchboard()
        .takeUsers(
            List.of(
                new User(new Agent(AYU, "Ayu", Role.AGENT), false, false),
                User.of(new Agent(BUDI, "Budi", Role.AGENT))));
    stage.signIn(AYU).signIn(BUDI);
    assertThat(refusal(BUDI)).isEqualTo(DialRefusal.CHANNEL_OFF);
    channel(true);
    assertThat(refusal(AYU)).isEqualTo(DialRefusal.AGENT_OFF);
  }

  /// OUT-2: the country of the business's number counts.
  @ParameterizedTest
  @ValueSource(strings = {"CA", "EG", "NG", "US", "VN"})
  void aNumberOfABarredCountryCallsNobody(String country) {
    Stage abroad = new Stage(settings(country));
    abroad.signIn(AYU);
    abroad.handle(new Fact.Requested(new RequestId(1), call(AYU)));
    assertThat(abroad.commands(Command.Answer.class).getLast().answer())
        .isEqualTo(CallAnswer.NotPlaced.because(DialRefusal.BUSINESS_COUNTRY));
    assertThat(abroad.told(AYU))
        .filteredOn(DeskMessage.Welcome.class::isInstance)
        .allSatisfy(said -> assertThat(((DeskMessage.Welcome) said).dials()).isEmpty());
  }

  /// Meta has changed the list before: pages and calls follow the policy file at once.
  @Test
  void theBarredCountriesAreThoseOfThePolicy() {
    Stage stage = new Stage(settings("TR"));
    stage.signIn(AYU).clear();
    CallingLimits usual = CallingLimits.DEFAULT;
    stage.handle(
        new Fact.LimitsSet(
            new CallingLimits(
                usual.asOf(),
                usual.connectedCallsPerDay(),
                usual.asksPerDay(),
                usual.asksPerWeek(),
                usual.askLifetime(),
                usual.temporaryGrant(),
                usual.warnAfter(),
                usual.revokeAfter(),
                usual.ringing(),
                Set.of("TR"))));
    assertThat(stage.told(AYU)).containsExactly(new DeskMessage.Dials(List.of()));
    stage.handle(new Fact.Requested(new RequestId(1), call(AYU)));
    assertThat(stage.commands(Command.Answer.class).getLast().answer())
        .isEqualTo(CallAnswer.NotPlaced.because(DialRefusal.BUSINESS_COUNTRY));
    stage.handle(new Fact.LimitsSet(usual));
    stage.handle(new Fact.Requested(new RequestId(2), call(AYU)));
    assertThat(stage.commands(Command.ReadPermission.class)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ID", "GB", ""})
  void aNumberOfAnotherCountryMayCall(String country) {
    Stage home = new Stage(settings(country));
    home.signIn(AYU);
    home.handle(new Fact.Requested(new RequestId(1), call(AYU)));
    assertThat(home.commands(Command.ReadPermission.class)).hasSize(1);
  }

  private static AccountSettings settings(String country) {
    return new AccountSettings(
        new AccountId("demo"),
        List.of(new Channel(CHANNEL, "Front", "442079460123").in(country)),
        List.of(new Agent(AYU, "Ayu", Role.AGENT)),
        List.of(),
        Policy.DEFAULT);
  }

  private void channel(boolean outbound) {
    ask(
        new ChannelRequest.SetChannel(
            new ChannelSettings(
                CHANNEL, Duration.ofSeconds(30), InboundRules.ALWAYS, false, outbound)));
  }

  private void agent(AgentId id, boolean mayCall) {
    ask(new UserRequest.ChangeUser(id, null, null, null, mayCall, Role.OWNER));
  }

  private DialRefusal refusal(AgentId agent) {
    place(agent);
    return ((CallAnswer.NotPlaced) stage.commands(Command.Answer.class).getLast().answer()).why();
  }

  private void place(AgentId agent) {
    ask(call(agent));
  }

  private static CallRequest call(AgentId agent) {
    return new CallRequest.PlaceCall(
        new Actor.Backend(), agent, new CallRequest.OfNumber(CHANNEL, ADA));
  }

  private void ask(BackendRequest request) {
    stage.handle(new Fact.Requested(new RequestId(++requests), request));
  }

  private DeskMessage.Welcome welcome(AgentId agent) {
    return stage.told(agent).stream()
        .filter(DeskMessage.Welcome.class::isInstance)
        .map(DeskMessage.Welcome.class::cast)
        .findFirst()
        .orElseThrow();
  }

  private List<ChannelCard> dials(AgentId agent) {
    return stage.told(agent).stream()
        .filter(DeskMessage.Dials.class::isInstance)
        .map(said -> ((DeskMessage.Dials) said).channels())
        .toList()
        .getLast();
  }
}
