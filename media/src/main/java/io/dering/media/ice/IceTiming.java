package io.dering.media.ice;

/// An agent's clocks, all in milliseconds.
///
/// - `paceMs` (Ta): the gap between two checks. Less floods, more delays set-up (RFC 8445 §14.2: at
///   least 5).
/// - `rtoMs`, `maxRtoMs`: the wait before a check is repeated; it doubles from the first to the
///   second. More `maxRtoMs` sleeps through the moment a late peer begins to answer; less costs
///   packets.
/// - `setUpMs`: how long a pair may take to be selected.
/// - `betterPairMs`: how long the controlling side waits for a better pair than the one that works.
/// - `consentMs`: the mean gap between consent checks, spread by 0.8 to 1.2 (RFC 7675 §5.1).
/// - `consentTimeoutMs`: without an answer for so long, consent has expired and sending stops.
/// - `consentReturnMs`: for so long after that an answer brings it back; then it is lost. More
///   survives longer blackouts, less frees a dead leg sooner.
/// - `changeMs`: the least time between two changes of the selected address by the peer.
public record IceTiming(
    int paceMs,
    int rtoMs,
    int maxRtoMs,
    int setUpMs,
    int betterPairMs,
    int consentMs,
    int consentTimeoutMs,
    int consentReturnMs,
    int changeMs) {

  /// What RFC 8445 and 7675 recommend, with the patience that Meta needs.
  public static final IceTiming STANDARD =
      new IceTiming(20, 500, 1000, 15_000, 50, 5_000, 30_000, 10_000, 2_000);

  public IceTiming {
    if (paceMs < 5
        || rtoMs < paceMs
        || maxRtoMs < rtoMs
        || setUpMs < rtoMs
        || betterPairMs < 0
        || consentMs < 1_000
        || consentTimeoutMs <= consentMs
        || consentReturnMs < 0
        || changeMs < 0) {
      throw new IllegalArgumentException("impossible ICE timing");
    }
  }

  /// The same with another set-up deadline.
  public IceTiming withSetUpMs(int value) {
    return new IceTiming(
        paceMs,
        rtoMs,
        maxRtoMs,
        value,
        betterPairMs,
        consentMs,
        consentTimeoutMs,
        consentReturnMs,
        changeMs);
  }

  /// The same with another consent time-out.
  public IceTiming withConsentTimeoutMs(int value) {
    return new IceTiming(
        paceMs,
        rtoMs,
        maxRtoMs,
        setUpMs,
        betterPairMs,
        consentMs,
        value,
        consentReturnMs,
        changeMs);
  }

  static long nanos(int milliseconds) {
    return milliseconds * 1_000_000L;
  }
}
