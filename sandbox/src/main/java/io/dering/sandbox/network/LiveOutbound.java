package io.dering.sandbox.network;

import io.dering.sandbox.outbound.OutboundCall;
import io.dering.sandbox.outbound.OutboundState;
import io.dering.sandbox.webhooks.OutboundBodies;
import io.dering.transport.udp.MediaLeg;
import org.jspecify.annotations.Nullable;

/// A call of the business's and what belongs to it. Fields are the sandbox context's alone.
final class LiveOutbound {
  final OutboundBodies.Subject subject;
  final OutboundCall machine;
  final Switches switches;
  OutboundState state;
  Handset handset = Handset.NOBODY;
  boolean reachable;
  @Nullable BusinessEar ear;
  @Nullable MediaLeg leg;
  long acceptedNanos;
  boolean open;
  @Nullable Long timer;

  LiveOutbound(OutboundBodies.Subject subject, OutboundState state, Switches switches) {
    this.subject = subject;
    this.state = state;
    this.switches = switches;
    this.machine = new OutboundCall(switches.rules(), switches.outbound().ringLimit());
  }

  String id() {
    return subject.callId();
  }

  /// The call is over: only its id and how it ended are remembered. Phones hold recordings.
  void release() {
    handset = Handset.NOBODY;
    ear = null;
  }

  boolean over() {
    return state instanceof OutboundState.Ended;
  }
}
