package io.dering.signaling.switchboard;

import io.dering.signaling.agent.Presence;
import io.dering.signaling.settings.SettingsSync;
import java.util.Map;

/// Figures of the moment, for metrics and tests.
///
/// @param ringing calls ringing now
/// @param connecting calls taken by an agent, accept not confirmed yet
/// @param talking calls talking now
/// @param calling calls of the business's that the customer has not answered
/// @param remembered ended calls and tombstones still in memory
/// @param unreachable agents who have pages, of which none answers
/// @param agents how many agents are in each presence; every presence has an entry
/// @param canPay whether the voice balance lets a call start (BAL-2); true where nothing is paid
/// @param channels how the channels stand with Meta
public record Snapshot(
    int ringing,
    int connecting,
    int talking,
    int calling,
    int remembered,
    int unreachable,
    Map<Presence, Integer> agents,
    boolean canPay,
    Channels channels) {
  /// How many channels.
  ///
  /// @param settings by how Meta's settings stand; states that no channel is in are left out
  /// @param restricted those that Meta restricts
  /// @param low those of which too few calls are answered
  public record Channels(Map<SettingsSync.State, Integer> settings, int restricted, int low) {
    /// No channel.
    public static final Channels NONE = new Channels(Map.of(), 0, 0);

    public Channels {
      settings = Map.copyOf(settings);
    }
  }

  public Snapshot {
    agents = Map.copyOf(agents);
  }

  /// Of an account whose channels are not looked at.
  public Snapshot(
      int ringing,
      int connecting,
      int talking,
      int remembered,
      int unreachable,
      Map<Presence, Integer> agents) {
    this(ringing, connecting, talking, 0, remembered, unreachable, agents, true, Channels.NONE);
  }
}
