package io.dering.bench.load;

import java.nio.file.Path;
import java.time.Duration;

/// What a run does.
///
/// @param calls at once; as many agents are signed in
/// @param callsPerSecond how fast they are placed
/// @param warmUp how long all of them talk before: a process that has just started still compiles
/// @param hold how long all of them talk while frames are numbered
/// @param oneRelay whether all customers' media come from one address and port of Meta's, where the
///   gateway needs an overflow port for each; otherwise from a port for each call
/// @param folder the gateway's data, its configuration and its log; made empty before
/// @param team how the gateway is set up
/// @param rate what comes each second, of what the scenario is about
/// @param ownCore whether the load generator has a core to itself: then its media go before its
///   other work and all far ends share a socket where they can ([#lean]), so that what is late is
///   not this process. Where it shares all cores they would go before the gateway, too, and set-ups
///   wait
public record LoadPlan(
    int calls,
    int callsPerSecond,
    Duration warmUp,
    Duration hold,
    boolean oneRelay,
    Path folder,
    Team team,
    int rate,
    boolean ownCore) {
  /// @param agents who may sign in
  /// @param ringMode of the one ring group that all of them are in
  /// @param logLevel of the gateway's log
  /// @param limits above which the gateway refuses calls
  public record Team(int agents, String ringMode, String logLevel, Limits limits) {
    static final String RING_ALL = "ring-all";

    /// Rings at one agent at a time, so that hundreds of calls a second do not measure the ringing.
    static final String ROUND_ROBIN = "round-robin";

    public Team(int agents, String ringMode, String logLevel) {
      this(agents, ringMode, logLevel, Limits.NONE);
    }
  }

  /// What of `policy` decides which calls are taken; 0 for no limit.
  public record Limits(int calls, int cpuPercent, int lagMs, int packetsPerS) {
    public static final Limits NONE = new Limits(0, 0, 0, 0);
  }

  public LoadPlan {
    if (calls < 1 || callsPerSecond < 1 || warmUp.isNegative() || hold.isNegative() || rate < 1) {
      throw new IllegalArgumentException("calls and calls per second must be at least 1");
    }
  }

  /// A plan whose calls all stand at the same time, for a generator that shares all cores, or whose
  /// far ends come from elsewhere.
  public LoadPlan(
      int calls,
      int callsPerSecond,
      Duration warmUp,
      Duration hold,
      boolean oneRelay,
      Path folder) {
    this(
        calls,
        callsPerSecond,
        warmUp,
        hold,
        oneRelay,
        folder,
        new Team(calls, Team.RING_ALL, "warn"),
        1,
        false);
  }

  /// The same with another number of calls, after another warm-up.
  LoadPlan with(int otherCalls, Duration otherWarmUp) {
    return new LoadPlan(
        otherCalls, callsPerSecond, otherWarmUp, hold, oneRelay, folder, team, rate, ownCore);
  }

  /// Whether all far ends live on one socket, each at an address of its own: as cheap as they can
  /// be. Not behind one relay, which has one address for all.
  boolean lean() {
    return ownCore && !oneRelay;
  }

  /// How long a step of the report is.
  Duration step() {
    return DelayBook.step(hold);
  }
}
