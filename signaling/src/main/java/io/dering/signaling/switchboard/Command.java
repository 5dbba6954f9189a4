package io.dering.signaling.switchboard;

import io.dering.signaling.agent.PushDevice;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.call.Tone;
import io.dering.signaling.desk.CustomerCard;
import io.dering.signaling.desk.DeskMessage;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.settings.CallingSettings;
import java.util.List;

/// What the switchboard wants done. Commands of one call are carried out in the order given; in
/// particular a Graph request waits for the one before it of the same call.
public sealed interface Command {

  /// For the media plane.
  sealed interface ForMedia extends Command {
    CallId call();
  }

  /// For Meta's Graph API: each is answered by exactly one `Fact.FromGraph`.
  sealed interface ForGraph extends Command {
    CallId call();

    ChannelId channel();

    GraphAction action();
  }

  /// About a call that has an id at Meta.
  sealed interface OfMetaCall extends ForGraph {
    MetaCallId metaCall();
  }

  /// About a customer's permission to be called: each is answered by exactly one
  /// `Fact.FromPermission`.
  sealed interface ForPermission extends Command {
    CallId call();

    ChannelId channel();
  }

  /// Ask Meta, before a call, whether it may be made (Meta reference 3.4).
  ///
  /// @param call the call that is wanted
  record ReadPermission(CallId call, ChannelId channel, Caller customer) implements ForPermission {}

  /// For the push services of agents' browsers (IN-9), one message for each device. Each that a
  /// service does not take is answered by a `Fact.PushRefused`; that one was taken is not told.
  sealed interface ForPush extends Command {
    CallId call();

    AgentId agent();

    List<PushDevice> to();
  }

  /// Announce the call; of no use after the ringing that remains.
  ///
  /// @param announcement which of the call's announcements this is, as a refusal repeats it
  record PushRinging(
      CallId call,
      AgentId agent,
      int announcement,
      List<PushDevice> to,
      DeskMessage.CallIncoming incoming)
      implements ForPush {
    public PushRinging {
      to = List.copyOf(to);
    }
  }

  /// Put this in place of the announcement, after it.
  record PushOver(
      CallId call, AgentId agent, List<PushDevice> to, CustomerCard customer, PushEnd how)
      implements ForPush {
    public PushOver {
      to = List.copyOf(to);
    }
  }

  /// About a channel's settings at Meta: each is answered by exactly one `Fact.FromSettings`.
  sealed interface ForSettings extends Command {
    ChannelId channel();
  }

  record ReadSettings(ChannelId channel) implements ForSettings {}

  /// @param change only what is to be changed
  record WriteSettings(ChannelId channel, CallingSettings change) implements ForSettings {}

  /// Make the Meta leg from this offer; the answer is `OfferAnswered` or `OfferRefused`.
  record AnswerOffer(CallId call, ChannelId channel, SessionDescription offer)
      implements ForMedia {}

  /// Make our offer for a call of the business's, and hold its port; the answer is `OfferMade` or
  /// `OfferNotMade`.
  record MakeOffer(CallId call, ChannelId channel) implements ForMedia {}

  /// Make the Meta leg from Meta's answer to our offer; one that cannot be used is answered by
  /// `AnswerRefused`.
  record ApplyAnswer(CallId call, SessionDescription answer) implements ForMedia {}

  /// Play that into the call.
  record Play(CallId call, Tone tone) implements ForMedia {}

  /// Let RTP flow towards Meta: accept's 200 is in, or the customer has picked up.
  record OpenGate(CallId call) implements ForMedia {}

  /// Put that tab's warm leg on the call, now or as soon as the leg is up; repeating it is
  /// harmless, another tab replaces the one before.
  record Bridge(CallId call, ConnectionId connection) implements ForMedia {}

  /// Take the agent's leg off the call; the leg itself stays warm.
  record Unbridge(CallId call) implements ForMedia {}

  /// Silence, or no longer silence, the agent towards the customer.
  record Mute(CallId call, boolean muted) implements ForMedia {}

  /// The call is over: close its Meta leg.
  record CloseMetaLeg(CallId call) implements ForMedia {}

  record PreAccept(CallId call, MetaCallId metaCall, ChannelId channel, SessionDescription answer)
      implements OfMetaCall {
    @Override
    public GraphAction action() {
      return GraphAction.PRE_ACCEPT;
    }
  }

  /// `callbackData` comes back on terminate: our call id.
  record Accept(
      CallId call,
      MetaCallId metaCall,
      ChannelId channel,
      SessionDescription answer,
      String callbackData)
      implements OfMetaCall {
    @Override
    public GraphAction action() {
      return GraphAction.ACCEPT;
    }
  }

  /// Call the customer (Meta reference 2.2). `callbackData` comes back on statuses and terminate:
  /// our call id, by which a call is found whose id at Meta is not known yet.
  record Connect(
      CallId call,
      ChannelId channel,
      Caller customer,
      SessionDescription offer,
      String callbackData)
      implements ForGraph {
    @Override
    public GraphAction action() {
      return GraphAction.CONNECT;
    }
  }

  record Reject(CallId call, MetaCallId metaCall, ChannelId channel) implements OfMetaCall {
    @Override
    public GraphAction action() {
      return GraphAction.REJECT;
    }
  }

  record Terminate(CallId call, MetaCallId metaCall, ChannelId channel) implements OfMetaCall {
    @Override
    public GraphAction action() {
      return GraphAction.TERMINATE;
    }
  }

  /// Say when what stands before this is stored: answered by `Fact.MinuteStored`, never before the
  /// step is durable.
  record ConfirmMinute(CallId call, int minute) implements Command {}

  /// What came of a backend's request.
  record Answer(RequestId id, BackendAnswer answer) implements Command {}

  /// Send this to that tab; a tab that is gone by then is no fault.
  record Tell(ConnectionId connection, DeskMessage message) implements Command {}
}
