package io.dering.gateway.agents;

/// What became of a page's offer.
public sealed interface LegOutcome {
  /// The leg exists; `sdp` is our answer. It is up when [DeskRoutes#legUp] is called.
  record Answered(String sdp) implements LegOutcome {
    /// Redacted: the text holds addresses and ICE passwords.
    @Override
    public String toString() {
      return "Answered[redacted]";
    }
  }

  /// No leg was made.
  ///
  /// @param code stable name of the reason, as the media plane calls it
  /// @param detail one sentence for the person in front of the page
  record Refused(String code, String detail) implements LegOutcome {}
}
