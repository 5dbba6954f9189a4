package io.dering.signaling.switchboard;

import io.dering.signaling.agent.Device;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.agent.Readiness;
import io.dering.signaling.backend.BackendRequest;
import io.dering.signaling.backend.RequestId;
import io.dering.signaling.call.CallProgress;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.LegCloseReason;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.call.TalkTimes;
import io.dering.signaling.call.TerminateStatus;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.AskId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.ConnectionId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.PushDeviceId;
import io.dering.signaling.permission.CallingLimits;
import io.dering.signaling.permission.MetaPermission;
import io.dering.signaling.permission.PermissionReply;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageStatus;
import io.dering.signaling.settings.CallingSettings;
import io.dering.signaling.settings.SettingsSync;
import io.dering.signaling.standing.StandingChange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the switchboard is told. The instant of the telling comes beside it, never inside;
/// `metaTime` is Meta's own clock, in whole seconds.
public sealed interface Fact {

  /// From Meta's webhooks: in any order, any number of times, late.
  sealed interface FromMeta extends Fact {
    ChannelId channel();
  }

  /// What became of a request about a channel's settings at Meta. Each such command released gets
  /// exactly one of these.
  sealed interface FromSettings extends Fact {
    ChannelId channel();
  }

  /// From the media plane.
  sealed interface FromMedia extends Fact {
    CallId call();
  }

  /// What Meta says of a customer's permission. Each such command released gets exactly one of
  /// these.
  sealed interface FromPermission extends Fact {
    CallId call();

    ChannelId channel();
  }

  /// What became of a Graph request. Each Graph command released gets exactly one of these.
  sealed interface FromGraph extends Fact {
    CallId call();

    GraphAction action();
  }

  /// A request of the business's own system, or of a supervisor's page; answered by exactly one
  /// `Command.Answer`.
  record Requested(RequestId id, BackendRequest request) implements Fact {}

  /// What was held for that minute of a call is stored (M3).
  record MinuteStored(CallId call, int minute) implements Fact {}

  /// A push service did not take a push: it refused it, or gave no answer in time.
  ///
  /// @param announcement that of the `Command.PushRinging`: a refusal may be late, when the device
  ///   has been told again meanwhile
  /// @param gone the service says that the browser takes no pushes there any more (RFC 8030 §7.3)
  record PushRefused(
      CallId call, AgentId agent, PushDeviceId device, int announcement, boolean gone)
      implements Fact {}

  /// From an agent's browser tab, after the gateway has authenticated it.
  sealed interface FromAgent extends Fact {
    AgentId agent();

    ConnectionId connection();
  }

  /// Webhook `connect` of an inbound call.
  record CallOffered(
      MetaCallId metaCall,
      ChannelId channel,
      Caller caller,
      SessionDescription offer,
      Payloads payloads,
      Instant metaTime)
      implements FromMeta {}

  /// Webhook `terminate`. Picked up means that `times` is there: COMPLETED does not (reference
  /// 1.6).
  ///
  /// @param callbackData what we sent with accept or connect, null where Meta gives nothing back
  record CallTerminated(
      MetaCallId metaCall,
      ChannelId channel,
      TerminateStatus status,
      @Nullable TalkTimes times,
      List<MetaError> errors,
      @Nullable String callbackData,
      Instant metaTime)
      implements FromMeta {
    public CallTerminated {
      errors = List.copyOf(errors);
    }

    /// Without callback data.
    public CallTerminated(
        MetaCallId metaCall,
        ChannelId channel,
        TerminateStatus status,
        @Nullable TalkTimes times,
        List<MetaError> errors,
        Instant metaTime) {
      this(metaCall, channel, status, times, errors, null, metaTime);
    }
  }

  /// Webhook `connect` of a call of the business's: Meta's SDP answer to our offer. Not the pickup
  /// (Meta reference 2.3).
  ///
  /// @param customer who is called, as far as Meta tells
  /// @param callbackData what we sent with connect, null where Meta gives nothing back
  record SessionAnswered(
      MetaCallId metaCall,
      ChannelId channel,
      Caller customer,
      SessionDescription answer,
      @Nullable String callbackData,
      Instant metaTime)
      implements FromMeta {}

  /// Webhook status of a call of the business's (Meta reference 2.4).
  ///
  /// @param callbackData what we sent with connect, null where Meta gives nothing back
  record CallProgressed(
      MetaCallId metaCall,
      ChannelId channel,
      CallProgress progress,
      @Nullable String callbackData,
      Instant metaTime)
      implements FromMeta {}

  /// Errors of Meta's that belong to no call (131044, reference 1.6).
  record CallErrorReported(ChannelId channel, List<MetaError> errors) implements FromMeta {
    public CallErrorReported {
      errors = List.copyOf(errors);
    }
  }

  /// Webhook `messages`: the customer wrote, or did something else that is shown in the room.
  record CustomerWrote(ChannelId channel, Caller customer, Message message, Instant metaTime)
      implements FromMeta {}

  /// A customer has another number or id; the one before may be somebody else's tomorrow (Meta
  /// reference 0.4).
  ///
  /// @param before as the customer was known
  /// @param after what is known since, beside what did not change
  record CustomerChanged(
      ChannelId channel, Caller before, Caller after, Message message, Instant metaTime)
      implements FromMeta {}

  /// Webhook `messages`: an answer to a request for call permission, or to none (Meta reference
  /// 3.3). It is a message of the room as well.
  record PermissionReplied(
      ChannelId channel, Caller customer, Message message, PermissionReply reply, Instant metaTime)
      implements FromMeta {
    /// What the room has of it.
    public CustomerWrote asMessage() {
      return new CustomerWrote(channel, customer, message, metaTime);
    }
  }

  /// From now on these new calls are taken: the process has too much to do for more, or no longer.
  record AdmissionSet(Admission admission) implements Fact {}

  /// The figures of calling out are others from now on.
  record LimitsSet(CallingLimits limits) implements Fact {}

  /// How far a message of the business has come, whoever sent it.
  ///
  /// @param error why it was not delivered, null where Meta does not say
  /// @param ask the request for call permission that it is, null where Meta brings back no name
  record MessageStatusReported(
      ChannelId channel,
      Caller recipient,
      MessageId message,
      MessageStatus status,
      @Nullable MetaError error,
      Instant metaTime,
      @Nullable AskId ask)
      implements FromMeta {
    /// One that did not fail.
    public MessageStatusReported(
        ChannelId channel,
        Caller recipient,
        MessageId message,
        MessageStatus status,
        Instant metaTime) {
      this(channel, recipient, message, status, null, metaTime, null);
    }
  }

  /// Somebody, perhaps we, changed the number's call settings at Meta (Meta reference 4.3).
  record SettingsReported(ChannelId channel) implements FromMeta {}

  /// Meta warns of, or restricts, a number's calls (Meta reference 4.4).
  ///
  /// @param number as Meta's webhook names it, without a phone-number-id
  record CallingReported(PhoneNumber number, List<StandingChange> changes, Instant metaTime)
      implements FromMeta {
    public CallingReported {
      changes = List.copyOf(changes);
    }

    /// The number's digits stand in for the id: whoever knows the channels knows both.
    @Override
    public ChannelId channel() {
      return new ChannelId(number.value());
    }
  }

  /// Meta's settings of the number.
  ///
  /// @param restrictions of its calls, now
  record SettingsRead(
      ChannelId channel, CallingSettings settings, List<StandingChange.Restricted> restrictions)
      implements FromSettings {
    public SettingsRead {
      restrictions = List.copyOf(restrictions);
    }
  }

  /// Meta has taken a change of settings.
  record SettingsWritten(ChannelId channel) implements FromSettings {}

  /// Meta refused, or did not answer.
  record SettingsFailed(ChannelId channel, SettingsSync.Step step, Optional<MetaError> error)
      implements FromSettings {}

  /// Media has made the Meta leg and this answer; the same text goes to pre_accept and accept.
  record OfferAnswered(CallId call, SessionDescription answer) implements FromMedia {}

  /// Media cannot use the offer; `code` is the stable code of its refusal.
  record OfferRefused(CallId call, String code) implements FromMedia {}

  /// Media has made our offer for a call of the business's.
  record OfferMade(CallId call, SessionDescription offer) implements FromMedia {}

  /// Media could not make an offer; `code` is stable.
  record OfferNotMade(CallId call, String code) implements FromMedia {}

  /// Media cannot use Meta's answer; `code` is the stable code of its refusal.
  record AnswerRefused(CallId call, String code) implements FromMedia {}

  /// ICE and DTLS of the Meta leg are done.
  record MetaLegConnected(CallId call) implements FromMedia {}

  /// The Meta leg is gone.
  record MetaLegClosed(CallId call, LegCloseReason reason) implements FromMedia {}

  /// Meta answered 200 with success.
  record GraphSucceeded(CallId call, GraphAction action) implements FromGraph {}

  /// Meta has taken a connect: the call has this id there.
  record CallPlaced(CallId call, MetaCallId metaCall) implements FromGraph {
    @Override
    public GraphAction action() {
      return GraphAction.CONNECT;
    }
  }

  /// What Meta says.
  ///
  /// @param age how long ago it was asked: what has happened since then, it does not know
  record PermissionRead(CallId call, ChannelId channel, MetaPermission permission, Duration age)
      implements FromPermission {
    /// What it says now.
    public PermissionRead(CallId call, ChannelId channel, MetaPermission permission) {
      this(call, channel, permission, Duration.ZERO);
    }
  }

  /// Meta refused, or did not answer.
  record PermissionNotRead(CallId call, ChannelId channel, Optional<MetaError> error)
      implements FromPermission {}

  /// Meta answered with an error: the request had no effect.
  record GraphRefused(CallId call, GraphAction action, MetaError error) implements FromGraph {}

  /// Time-out or broken connection after bounded retries: whether it had an effect is not known.
  record GraphUnknown(CallId call, GraphAction action) implements FromGraph {}

  /// A tab has signed in; the answer is a `Welcome`.
  record AgentConnected(AgentId agent, ConnectionId connection, Device device)
      implements FromAgent {
    /// A tab on a device that is not known.
    public AgentConnected(AgentId agent, ConnectionId connection) {
      this(agent, connection, Device.UNKNOWN);
    }
  }

  /// A tab's socket is gone, however it went.
  record AgentDisconnected(AgentId agent, ConnectionId connection) implements FromAgent {}

  /// What the check at the tab's sign-in found (IN-15).
  record AgentReady(AgentId agent, ConnectionId connection, Readiness readiness)
      implements FromAgent {}

  /// The agent chose ONLINE or AWAY; anything else has no effect.
  record PresenceSet(AgentId agent, ConnectionId connection, Presence presence)
      implements FromAgent {}

  record AgentAccepted(AgentId agent, ConnectionId connection, CallId call) implements FromAgent {}

  record AgentDeclined(AgentId agent, ConnectionId connection, CallId call) implements FromAgent {}

  record AgentHungUp(AgentId agent, ConnectionId connection, CallId call) implements FromAgent {}

  record AgentMuted(AgentId agent, ConnectionId connection, CallId call, boolean muted)
      implements FromAgent {}

  /// The tab's warm leg can carry media.
  record AgentLegUp(AgentId agent, ConnectionId connection) implements FromAgent {}

  /// The tab's page has not answered for so long, though its socket is open: frozen by the browser,
  /// asleep, or cut off without a sign.
  record AgentSilent(AgentId agent, ConnectionId connection, Duration silence)
      implements FromAgent {}

  /// The tab's page answers again.
  record AgentHeard(AgentId agent, ConnectionId connection) implements FromAgent {}

  /// Nothing authentic has come over the tab's warm leg for so long.
  record AgentLegQuiet(AgentId agent, ConnectionId connection, Duration silence)
      implements FromAgent {}

  /// Something has come over a leg that was quiet.
  record AgentLegHeard(AgentId agent, ConnectionId connection) implements FromAgent {}

  /// The tab's warm leg is gone; the socket may live.
  record AgentLegDown(AgentId agent, ConnectionId connection) implements FromAgent {}
}
