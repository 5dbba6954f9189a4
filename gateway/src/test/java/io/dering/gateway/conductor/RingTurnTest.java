package io.dering.gateway.conductor;

import static io.dering.gateway.conductor.CallCentre.AYU;
import static io.dering.gateway.conductor.CallCentre.CHANNEL;
import static io.dering.gateway.conductor.CallCentre.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.agent.Role;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.RingGroupId;
import io.dering.signaling.routing.RingGroup;
import io.dering.signaling.routing.RingMode;
import io.dering.signaling.routing.RingTurn;
import io.dering.signaling.switchboard.AccountSettings;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The turn of a round-robin group and the death of the process.
final class RingTurnTest {
  private static final AgentId BUDI = new AgentId("budi");
  private static final RingGroupId GROUP = new RingGroupId("turns");

  @TempDir Path folder;

  /// RG-3: the turn is on the disk before the page rings, and the next process goes on from there.
  @Test
  void theTurnOfARoundRobinGroupIsDurableBeforeThePageRingsAndSurvivesARestart() {
    try (CallCentre centre = new CallCentre(folder, START)) {
      Conductor conductor =
          started(
              centre,
              command -> {
                if (command instanceof Command.Tell(var _, DeskMessage.CallIncoming _)) {
                  assertThat(centre.store.log().turns(CallCentre.ACCOUNT))
                      .containsExactly(new RingTurn(GROUP, AYU));
                }
                centre.released.add(command);
              });
      conductor.offer(centre.offered(1));
      conductor.step();
      assertThat(rung(centre)).containsExactly("ayu");
      assertThat(centre.violated).hasValue(0);
    }
    try (CallCentre centre = new CallCentre(folder, START.plusSeconds(20))) {
      Conductor conductor = started(centre, centre.released::add);
      conductor.offer(centre.offered(2));
      conductor.step();
      assertThat(rung(centre)).containsExactly("budi");
    }
  }

  private static Conductor started(CallCentre centre, CommandSink sink) {
    AccountSettings alone = CallCentre.settings();
    AccountSettings settings =
        new AccountSettings(
            alone.account(),
            alone.channels(),
            List.of(new Agent(AYU, "Ayu", Role.AGENT), new Agent(BUDI, "Budi", Role.AGENT)),
            List.of(
                new RingGroup(GROUP, "Turns", CHANNEL, RingMode.ROUND_ROBIN, List.of(AYU, BUDI))),
            alone.policy());
    SplittableRandom ids = new SplittableRandom(centre.clock.instant().toEpochMilli());
    Conductor conductor = new Conductor(settings, ids, centre.links(sink));
    conductor.restore();
    for (AgentId agent : List.of(AYU, BUDI)) {
      ConnectionId tab = new ConnectionId(agent.value());
      conductor.offer(new Fact.AgentConnected(agent, tab));
      conductor.offer(new Fact.AgentLegUp(agent, tab));
    }
    conductor.step();
    return conductor;
  }

  private static List<String> rung(CallCentre centre) {
    return centre.released.stream()
        .filter(command -> command instanceof Command.Tell(var _, DeskMessage.CallIncoming _))
        .map(command -> ((Command.Tell) command).connection().value())
        .toList();
  }
}
