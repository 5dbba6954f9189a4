package io.dering.signaling.desk;

import io.dering.signaling.agent.Presence;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.call.SessionDescription;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Gateway to page. The switchboard makes the call and presence messages; the gateway makes the leg
/// messages, errors of the wire and pongs.
public sealed interface DeskMessage {

  /// The first message: all the page needs to draw itself, also after a reload in mid-call.
  ///
  /// @param wrapUpMs as of [PresenceChanged]
  /// @param ringGroups names of the groups whose calls ring for this agent; empty: none will
  /// @param dials as of [Dials]
  record Welcome(
      AgentCard agent,
      AccountId account,
      Presence presence,
      long wrapUpMs,
      List<String> ringGroups,
      List<CallIncoming> calls,
      @Nullable CallCard call,
      List<ChannelCard> dials)
      implements DeskMessage {
    public Welcome {
      ringGroups = List.copyOf(ringGroups);
      calls = List.copyOf(calls);
      dials = List.copyOf(dials);
    }

    /// Of an agent who does not wrap up and calls nobody.
    public Welcome(
        AgentCard agent,
        AccountId account,
        Presence presence,
        List<String> ringGroups,
        List<CallIncoming> calls,
        @Nullable CallCard call) {
      this(agent, account, presence, 0, ringGroups, calls, call, List.of());
    }
  }

  /// The channels from which this agent may call customers from now on (OUT-1); none: the buttons
  /// that call go.
  record Dials(List<ChannelCard> channels) implements DeskMessage {
    public Dials {
      channels = List.copyOf(channels);
    }
  }

  record LegAnswer(SessionDescription answer) implements DeskMessage {}

  record LegUp() implements DeskMessage {}

  record LegDown(String reason) implements DeskMessage {}

  record LegRefused(String code, String detail) implements DeskMessage {}

  /// A call rings for this agent until `deadline`.
  record CallIncoming(
      CallId call,
      CustomerCard customer,
      ChannelCard channel,
      Instant deadline,
      long windowMs,
      long remainingMs)
      implements DeskMessage {}

  /// A call that this agent would ring for but is on another one (IN-4): to be seen, and declined
  /// or left alone. Becomes a `CallIncoming` when the agent is free; ends like one.
  record CallWaiting(CallId call, CustomerCard customer, ChannelCard channel)
      implements DeskMessage {}

  record CallTaken(CallId call, AgentCard by) implements DeskMessage {}

  record CallCancelled(CallId call, CancelReason reason) implements DeskMessage {}

  /// This tab has the call; Meta has not confirmed the accept yet.
  record CallConnecting(CallId call, CustomerCard customer, ChannelCard channel)
      implements DeskMessage {}

  /// This tab calls a customer: dialling, then ringing; what comes next is `CallConnected` or
  /// `CallEnded`.
  record CallOutgoing(CallId call, CustomerCard customer, ChannelCard channel, HeldState state)
      implements DeskMessage {}

  /// The balance cannot pay for the next minute: the call ends in so long (BAL-4). Null: it lasts
  /// after all, there was a top-up (BAL-5).
  record CallBalance(CallId call, @Nullable Long remainingMs) implements DeskMessage {}

  /// Both sides can talk, since then; also sent to a tab that took over its agent's running call.
  record CallConnected(CallId call, Instant since, long talkMs, boolean muted)
      implements DeskMessage {}

  record CallEnded(CallId call, CallStatus status, EndReason reason, long talkMs)
      implements DeskMessage {}

  /// `wrapUpMs` is how long a wrap-up goes on; 0 in any other presence.
  record PresenceChanged(Presence presence, long wrapUpMs) implements DeskMessage {
    public PresenceChanged(Presence presence) {
      this(presence, 0);
    }
  }

  /// `re` is the type of the request that this answers, if it is known.
  record Failed(DeskError code, String detail, @Nullable String re) implements DeskMessage {}

  record Pong(PingId id) implements DeskMessage {}

  /// To be answered by the page's own script, which a frozen page cannot.
  record Challenge(long id) implements DeskMessage {}

  /// The page is heard again, after `silentMs` in which no call rang there.
  record Reachable(long silentMs) implements DeskMessage {}
}
