package io.dering.sandbox.network;

import io.dering.sandbox.calls.CallRules;
import io.dering.sandbox.messages.VoicemailId;
import io.dering.sandbox.webhooks.Misbehaviour;

/// What can be changed while the sandbox runs; calls that have begun keep the rules they began
/// with.
///
/// @param waitForBusinessMedia whether the customer's phone sends nothing before the business's
///   first packet, as WhatsApp may do: a business that waits too deadlocks
/// @param voicemailId what id a recording has that is left instead of a call
public record Switches(
    CallRules rules, Misbehaviour webhooks, boolean waitForBusinessMedia, VoicemailId voicemailId) {
  public static final Switches DEFAULTS =
      new Switches(CallRules.DEFAULTS, Misbehaviour.NONE, false);

  /// Recordings with ids of their own.
  public Switches(CallRules rules, Misbehaviour webhooks, boolean waitForBusinessMedia) {
    this(rules, webhooks, waitForBusinessMedia, VoicemailId.MESSAGE);
  }
}
