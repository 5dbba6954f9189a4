package io.dering.signaling.switchboard;

import java.time.Duration;

/// The policy values of this slice. Each is a default that changes without a release.
///
/// @param rejoinGrace how long a taken call waits for its agent's page to come back, or for the leg
///   of a page that accepted without one; more hides longer reloads, less spares the customer
///   silence. A page whose network is away is missed after 9 to 12 s; with 30 s more it may be away
///   for those 30 s and still has 9 s to come back in
/// @param reachabilityGrace how long a page that vanished keeps its agent able to answer (IN-6);
///   more survives slow reloads, less rejects sooner when nobody is there
/// @param staleConnect the age from which a connect counts as missed (Meta reference 1.7)
/// @param tombstone how long an ended call's id is remembered, at least 10 minutes (Meta reference
///   1.7); more costs memory, less risks ringing for a late connect
/// @param connectingTimeout how long accepting may take before the call is given up
/// @param voicemailWindow how long after an unanswered call a voice message counts as left for it
///   (IN-10); more catches slow customers, less leaves conversation alone
/// @param wrapUp how long an agent who has talked is not free afterwards; zero: not at all
/// @param callsOpenRooms whether a call that is answered opens its customer's room and assigns who
///   answered, where nobody is (RM-1); otherwise calls leave rooms alone
/// @param mostCalls at once, of both directions; 0: any. More may cost all of them their quality
public record Policy(
    Duration rejoinGrace,
    Duration reachabilityGrace,
    Duration staleConnect,
    Duration tombstone,
    Duration connectingTimeout,
    Duration voicemailWindow,
    Duration wrapUp,
    boolean callsOpenRooms,
    int mostCalls) {
  public static final Policy DEFAULT =
      new Policy(
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(60),
          Duration.ofMinutes(10),
          Duration.ofSeconds(15),
          Duration.ofMinutes(10),
          Duration.ZERO,
          false,
          0);

  /// @throws IllegalArgumentException when a duration is negative, or zero where nothing is said of
  ///   it
  public Policy {
    requirePositive("rejoinGrace", rejoinGrace);
    requirePositive("reachabilityGrace", reachabilityGrace);
    requirePositive("staleConnect", staleConnect);
    requirePositive("tombstone", tombstone);
    requirePositive("connectingTimeout", connectingTimeout);
    requirePositive("voicemailWindow", voicemailWindow);
    if (wrapUp.isNegative()) {
      throw new IllegalArgumentException("wrapUp is not negative, as " + wrapUp + " is");
    }
    if (mostCalls < 0) {
      throw new IllegalArgumentException("mostCalls is not negative, as " + mostCalls + " is");
    }
  }

  /// The same with another wrap-up.
  public Policy withWrapUp(Duration value) {
    return new Policy(
        rejoinGrace,
        reachabilityGrace,
        staleConnect,
        tombstone,
        connectingTimeout,
        voicemailWindow,
        value,
        callsOpenRooms,
        mostCalls);
  }

  /// The same with calls that open rooms, or leave them alone.
  public Policy withCallsOpenRooms(boolean value) {
    return new Policy(
        rejoinGrace,
        reachabilityGrace,
        staleConnect,
        tombstone,
        connectingTimeout,
        voicemailWindow,
        wrapUp,
        value,
        mostCalls);
  }

  /// The same with room for so many calls at once; 0: for any.
  public Policy withMostCalls(int value) {
    return new Policy(
        rejoinGrace,
        reachabilityGrace,
        staleConnect,
        tombstone,
        connectingTimeout,
        voicemailWindow,
        wrapUp,
        callsOpenRooms,
        value);
  }

  private static void requirePositive(String name, Duration duration) {
    if (!duration.isPositive()) {
      throw new IllegalArgumentException(name + " is longer than zero, not " + duration);
    }
  }
}
