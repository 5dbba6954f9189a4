package io.dering.signaling.switchboard;

import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.agent.PushDevices;
import io.dering.signaling.agent.Roster;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.call.CallState;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.routing.Floor;
import io.dering.signaling.routing.Target;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Announces ringing calls to agents whom no page can tell, and takes the announcement back (RG-2,
/// IN-6, IN-9).
///
/// | the agent                                   | is told by push                            |
/// |---------------------------------------------|--------------------------------------------|
/// | has a page that answers                     | no: it rings there                         |
/// | is on a call, or wraps up                   | when free                                  |
/// | has declined the call                       | no                                         |
/// | is the member of a round-robin group        | no: that is for members online (RG-3)      |
/// | has no device                               | no                                         |
/// | else                                        | once for each call, on every device        |
final class Pushes {
  private final Roster roster;
  private final PushDevices devices;
  private final Floor floor;
  private final Cards cards;

  Pushes(Roster roster, PushDevices devices, Floor floor, Cards cards) {
    this.roster = roster;
    this.devices = devices;
    this.floor = floor;
    this.cards = cards;
  }

  /// Sends what there is to send by the table.
  void announce(LiveCall call, AgentId agent, CallState.Ringing ringing, Work work) {
    if (!reaches(call, agent)
        || call.declined().contains(agent)
        || call.wasPushedTo(agent)
        || roster.hasLivePage(agent)
        || floor.isBusy(agent)) {
      return;
    }
    List<PushDevice> to = devices.of(agent);
    if (!to.isEmpty()) {
      int announcement = call.pushedTo(agent, to);
      call.note(work, CallEventKind.PUSH_SENT, agent, null);
      var incoming = cards.incoming(call, ringing, work.now());
      work.order(new Command.PushRinging(call.id(), agent, announcement, to, incoming));
    }
  }

  /// Whether a push may still bring the agent: one was sent that not every service refused, or will
  /// be sent as soon as it is needed.
  boolean mayBring(LiveCall call, AgentId agent) {
    return reaches(call, agent)
        && (call.wasPushedTo(agent) ? !call.pushed(agent).isEmpty() : !devices.of(agent).isEmpty());
  }

  /// Whether the agent has neither a page nor a device, of whatever kind the call is.
  boolean isWithout(LiveCall call, AgentId agent) {
    return reaches(call, agent) && devices.of(agent).isEmpty();
  }

  /// The service of that device refused an announcement. If that was an earlier one, the device may
  /// well show the present one.
  void refused(LiveCall call, Fact.PushRefused refused, Work work) {
    AgentId agent = refused.agent();
    if (call.announcement(agent) == refused.announcement()
        && call.pushLost(agent, refused.device())
        && call.pushed(agent).isEmpty()) {
      call.note(work, CallEventKind.PUSH_REFUSED, agent, null);
    }
  }

  /// That device is the agent's no longer: it forgets what it was told.
  void dropped(LiveCall call, AgentId agent, PushDevice device, Work work) {
    if (call.pushLost(agent, device.id())) {
      order(call, agent, List.of(device), PushEnd.HANDLED, work);
    }
  }

  /// It no longer rings for this agent.
  void over(LiveCall call, AgentId agent, PushEnd how, Work work) {
    List<PushDevice> to = call.pushed(agent);
    if (!to.isEmpty()) {
      order(call, agent, to, how, work);
      call.pushedNoLonger(agent);
    }
  }

  /// It rings for nobody any more.
  ///
  /// @param taker who took it, null if nobody did
  void over(LiveCall call, @Nullable AgentId taker, Work work) {
    for (AgentId agent : call.pushed()) {
      PushEnd how = taker == null ? PushEnd.MISSED : PushEnd.TAKEN;
      over(call, agent, agent.equals(taker) ? PushEnd.HANDLED : how, work);
    }
  }

  private void order(LiveCall call, AgentId agent, List<PushDevice> to, PushEnd how, Work work) {
    work.order(new Command.PushOver(call.id(), agent, to, cards.customer(call), how));
  }

  /// Whether the call is for this agent whatever the agent's status.
  private static boolean reaches(LiveCall call, AgentId agent) {
    return call.assigned().contains(agent)
        || switch (call.target()) {
          case Target.All all -> all.agents().contains(agent);
          case Target.Everyone everyone -> everyone.agents().contains(agent);
          case Target.One _,
              Target.Waiting _,
              Target.NobodyReady _,
              Target.NoGroup _,
              Target.NotConsulted _ ->
              false;
        };
  }
}
