package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.AYU;
import static io.dering.signaling.switchboard.Stage.CHANNEL;
import static io.dering.signaling.switchboard.Stage.OFFER;
import static io.dering.signaling.switchboard.Stage.wacid;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.CallRequest;
import io.dering.signaling.backend.MoneyAnswer;
import io.dering.signaling.backend.MoneyRequest;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.call.CallProgress;
import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.money.LedgerTerms;
import io.dering.signaling.money.Pace;
import io.dering.signaling.permission.MetaPermission;
import io.dering.signaling.permission.MetaPermission.Action;
import io.dering.signaling.permission.MetaPermission.Status;
import io.dering.signaling.room.Actor;
import io.dering.signaling.tariff.Country;
import io.dering.signaling.tariff.RateCard;
import io.dering.signaling.tariff.RateRow;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// One account on stage that pays its calls: what a test of money says to it, and asks of it. The
/// test's class extends it, so that its tests read like sentences.
abstract class PaidStage {
  static final long MINUTE = 1_000;
  static final MetaPermission ALLOWED =
      new MetaPermission(
          Status.PERMANENT,
          Optional.empty(),
          new Action(true, List.of()),
          new Action(true, List.of()));

  final List<CallId> placed = new ArrayList<>();
  Stage stage = stage(60, 0, 1);
  private long requests;

  /// @param minimumToCall in minutes' prices
  static Stage stage(int increment, int minimumSeconds, long minimumToCall) {
    return stage(increment, minimumSeconds, minimumToCall, Pace.REAL);
  }

  static Stage stage(int increment, int minimumSeconds, long minimumToCall, Pace pace) {
    RateCard card =
        new RateCard(
            "IDR",
            increment,
            minimumSeconds,
            List.of(new RateRow("44", LocalDate.of(2026, 1, 1), 0, null, MINUTE)));
    List<Agent> agents = new ArrayList<>(Stage.settings().agents());
    for (int i = 0; i < 100; i++) {
      agents.add(new Agent(new AgentId("agent-" + i), "Agent", Role.AGENT));
    }
    AccountSettings of = Stage.settings();
    AccountSettings settings =
        new AccountSettings(of.account(), of.channels(), agents, of.ringGroups(), of.policy())
            .with(
                new VoiceBalance(
                    new LedgerTerms(1, minimumToCall * MINUTE, List.of(1_500L)),
                    Optional.of(card),
                    number ->
                        number.value().startsWith("9")
                            ? Optional.empty()
                            : Optional.of(new Country("GB", 44)),
                    pace));
    return new Stage(settings);
  }

  void topUp(long amount) {
    EntryId entry = new EntryId("top-up/" + ++requests);
    assertThat(asked(new MoneyRequest.TopUp(entry, amount, Optional.empty(), "")))
        .isInstanceOf(MoneyAnswer.Balance.class);
  }

  /// The store has what was held so far.
  void confirm() {
    stage.confirmMinutes();
  }

  long balance() {
    return ((MoneyAnswer.Balance) asked(new MoneyRequest.ReadBalance())).balanceMinor();
  }

  long held() {
    return ((MoneyAnswer.Balance) asked(new MoneyRequest.ReadBalance())).heldMinor();
  }

  private BackendAnswer asked(MoneyRequest request) {
    stage.handle(new Fact.Requested(new RequestId(++requests), request));
    return stage.commands(Command.Answer.class).getLast().answer();
  }

  BackendAnswer place(AgentId agent, String number) {
    stage.handle(request(agent, number));
    return stage.commands(Command.Answer.class).getLast().answer();
  }

  Fact request(AgentId agent, String number) {
    return new Fact.Requested(
        new RequestId(++requests),
        new CallRequest.PlaceCall(
            new Actor.Backend(),
            agent,
            new CallRequest.OfNumber(CHANNEL, new Caller(new PhoneNumber(number), null, null))));
  }

  CallId ringing(String name, AgentId agent, String number) {
    stage.signIn(agent);
    stage.handle(request(agent, number));
    CallId call = stage.commands(Command.ReadPermission.class).getLast().call();
    stage.handle(new Fact.PermissionRead(call, CHANNEL, ALLOWED));
    stage.handle(new Fact.OfferMade(call, OFFER));
    stage.handle(new Fact.CallPlaced(call, wacid(name)));
    stage.handle(new Fact.MetaLegConnected(call));
    stage.handle(progress(name, CallProgress.RINGING));
    placed.add(call);
    return call;
  }

  CallId ringing(String name, AgentId agent) {
    return ringing(name, agent, "447700900456");
  }

  CallId talkingUnstored(String name) {
    CallId call = ringing(name, AYU);
    stage.handle(progress(name, CallProgress.ACCEPTED));
    return call;
  }

  CallId talking(String name, AgentId agent, String number) {
    CallId call = ringing(name, agent, number);
    stage.handle(progress(name, CallProgress.ACCEPTED));
    confirm();
    return call;
  }

  CallId talking(String name, AgentId agent) {
    return talking(name, agent, "447700900456");
  }

  Fact progress(String name, CallProgress progress) {
    return new Fact.CallProgressed(wacid(name), CHANNEL, progress, null, stage.now());
  }
}
