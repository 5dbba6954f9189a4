package io.dering.signaling.agent;

/// What a page found when it looked whether it can take calls (IN-15).
public record Readiness(Check microphone, Check speaker, Check sound, Check notifications) {
  /// What was found of one thing.
  public enum Check {
    GOOD("good"),
    /// Not asked for, or not tried yet.
    OPEN("open"),
    /// Refused by the person, the browser or the system.
    REFUSED("refused"),
    /// There is none.
    MISSING("missing"),
    FAILED("failed");

    private final String wire;

    Check(String wire) {
      this.wire = wire;
    }

    /// The word in the desk protocol and the API.
    public String wire() {
      return wire;
    }
  }
}
