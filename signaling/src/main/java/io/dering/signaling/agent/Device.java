package io.dering.signaling.agent;

/// What a page runs on, no closer than by family: enough to know a phone from a desk, too little to
/// know a person by.
///
/// @param browser for example `Chrome`; at most [#MAX_LENGTH] characters
/// @param platform for example `Android`; at most [#MAX_LENGTH] characters
public record Device(String browser, String platform) {
  public static final int MAX_LENGTH = 32;

  /// A client that does not say.
  public static final Device UNKNOWN = new Device("Other", "Other");

  /// @throws IllegalArgumentException when a name is empty or too long
  public Device {
    if (browser.isEmpty()
        || platform.isEmpty()
        || browser.length() > MAX_LENGTH
        || platform.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("The name of a device is empty or too long");
    }
  }
}
