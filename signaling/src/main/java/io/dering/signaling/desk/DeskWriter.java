package io.dering.signaling.desk;

/// Writes messages to pages as JSON text frames.
public final class DeskWriter {
  private final boolean sandbox;

  /// `sandbox` is the feature flag of the welcome.
  public DeskWriter(boolean sandbox) {
    this.sandbox = sandbox;
  }

  public String write(DeskMessage message) {
    return message.toString() + sandbox;
  }
}
