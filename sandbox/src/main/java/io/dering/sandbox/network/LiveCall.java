package io.dering.sandbox.network;

import io.dering.sandbox.calls.CallState;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.calls.SandboxCall;
import io.dering.transport.udp.MediaLeg;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.PendingOffer;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// A call and what belongs to it. Fields are the sandbox context's alone.
final class LiveCall {
  final String id;
  final Customer customer;
  final SandboxCall machine;
  final boolean waitForBusinessMedia;
  Handset handset;
  CallState state;
  @Nullable BusinessEar ear;
  @Nullable PendingOffer offer;

  /// The business's answer on its way through the media plane, or through it.
  @Nullable CompletionStage<Opened> opening;

  @Nullable MediaLeg leg;
  @Nullable String callbackText;

  /// What the call button carried by which the customer calls.
  @Nullable String payload;

  long acceptedNanos;
  boolean open;
  @Nullable Long timer;

  LiveCall(String id, Customer customer, Handset handset, CallState state, Switches switches) {
    this.id = id;
    this.customer = customer;
    this.handset = handset;
    this.state = state;
    this.machine = new SandboxCall(switches.rules());
    this.waitForBusinessMedia = switches.waitForBusinessMedia();
  }

  /// The call is over: only its id and how it ended are remembered. Phones hold recordings.
  void release() {
    handset = Handset.NOBODY;
    ear = null;
    if (offer != null) {
      offer.withdraw();
    }
    offer = null;
    opening = null;
  }

  boolean over() {
    return state instanceof CallState.Ended;
  }
}
