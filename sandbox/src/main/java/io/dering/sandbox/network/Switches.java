package io.dering.sandbox.network;

import io.dering.sandbox.calls.CallRules;
import io.dering.sandbox.messages.VoicemailId;
import io.dering.sandbox.permission.PermissionLimits;
import io.dering.sandbox.webhooks.Misbehaviour;

/// What can be changed while the sandbox runs; calls that have begun keep the rules they began
/// with.
///
/// @param waitForBusinessMedia whether the customer's phone sends nothing before the business's
///   first packet, as WhatsApp may do: a business that waits too deadlocks
/// @param voicemailId what id a recording has that is left instead of a call
/// @param outbound of calls of the business's
/// @param permission Meta's limits for them
public record Switches(
    CallRules rules,
    Misbehaviour webhooks,
    boolean waitForBusinessMedia,
    VoicemailId voicemailId,
    OutboundSwitches outbound,
    PermissionLimits permission) {
  public static final Switches DEFAULTS =
      new Switches(CallRules.DEFAULTS, Misbehaviour.NONE, false);

  /// Recordings with ids of their own, calls of the business's as Meta has them.
  public Switches(CallRules rules, Misbehaviour webhooks, boolean waitForBusinessMedia) {
    this(
        rules,
        webhooks,
        waitForBusinessMedia,
        VoicemailId.MESSAGE,
        OutboundSwitches.DEFAULTS,
        PermissionLimits.DEFAULTS);
  }

  /// The same with another way of the business's calls.
  public Switches with(OutboundSwitches other) {
    return new Switches(rules, webhooks, waitForBusinessMedia, voicemailId, other, permission);
  }

  /// The same with other limits.
  public Switches with(PermissionLimits other) {
    return new Switches(rules, webhooks, waitForBusinessMedia, voicemailId, outbound, other);
  }
}
