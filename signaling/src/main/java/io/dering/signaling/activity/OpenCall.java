package io.dering.signaling.activity;

import io.dering.signaling.call.CallMachine;
import io.dering.signaling.call.CallOutput;
import io.dering.signaling.call.Direction;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MetaCallId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A call that was open when the process stopped, folded from its records.
///
/// @param agent who took it, or calls; null if nobody had
/// @param rangFrom when it began to ring; of a call of the business's, at the customer's: null if
///   it did not
/// @param rangUntil when it was taken; of a call of the business's, when the customer answered:
///   null if it was not
/// @param connectedAt when accept was confirmed, or the customer answered; null if not
/// @param lastSeen until when the call was going on for sure: the process's last sign of life, or
///   the call's last event where that is later
/// @param legsWereUp whether both legs were ever connected: before that nobody can have talked
/// @param atMeta what ends it there
/// @param lastSequence the last event's sequence, 0 without events
public record OpenCall(
    CallId call,
    MetaCallId metaCall,
    ChannelId channel,
    Direction direction,
    @Nullable AgentId agent,
    @Nullable Instant rangFrom,
    @Nullable Instant rangUntil,
    @Nullable Instant connectedAt,
    Instant lastSeen,
    boolean legsWereUp,
    AtMeta atMeta,
    int lastSequence) {
  /// How a call that was left open is ended at Meta.
  public enum AtMeta {
    /// It never got there.
    NOTHING,
    REJECT,
    TERMINATE,
    /// Connect was under way: once its id shows, a terminate ends it.
    TERMINATE_WHEN_PLACED
  }

  /// No ringing window is longer (IN-7), however long the process was away.
  private static final long LONGEST_RING_MS = 60_000;

  /// Folds what the store has of one call without a closing record.
  ///
  /// @param alive the last sign of life of the process that had it
  public static OpenCall of(
      CallRecord.CallOpened opened, List<CallRecord.CallEvent> events, Instant alive) {
    boolean outbound = opened.direction() == Direction.OUTBOUND;
    Fold fold = new Fold(outbound, opened.at(), alive);
    events.forEach(fold::add);
    return new OpenCall(
        opened.call(),
        opened.metaCall(),
        opened.channel(),
        opened.direction(),
        fold.agent,
        fold.rangFrom,
        fold.rangUntil,
        fold.connectedAt,
        fold.lastSeen,
        fold.metaLegWasUp && fold.agentLegWasUp,
        fold.atMeta(opened.metaCall()),
        fold.lastSequence);
  }

  /// What the events of one call add up to.
  private static final class Fold {
    private final boolean outbound;
    private Instant lastSeen;
    private @Nullable AgentId agent;
    private @Nullable Instant rangFrom;
    private @Nullable Instant rangUntil;
    private @Nullable Instant connectedAt;
    private boolean metaLegWasUp;
    private boolean agentLegWasUp;
    private boolean acceptSent;
    private boolean dialled;
    private int lastSequence;

    Fold(boolean outbound, Instant openedAt, Instant alive) {
      this.outbound = outbound;
      this.lastSeen = alive.isBefore(openedAt) ? openedAt : alive;
      this.rangFrom = outbound ? null : openedAt;
    }

    void add(CallRecord.CallEvent event) {
      lastSequence = Math.max(lastSequence, event.sequence());
      lastSeen = lastSeen.isBefore(event.at()) ? event.at() : lastSeen;
      switch (event.kind()) {
        case TAKEN -> {
          agent = event.agent();
          rangUntil = event.at();
          agentLegWasUp = !CallMachine.WITHOUT_LEG.equals(event.detail());
        }
        case CALLING -> {
          agent = event.agent();
          agentLegWasUp = true;
        }
        case ACCEPT_SENT -> acceptSent = true;
        case DIALLED -> dialled = true;
        case CUSTOMER_RINGS -> rangFrom = event.at();
        case CONNECTED -> {
          connectedAt = event.at();
          rangUntil = outbound ? event.at() : rangUntil;
        }
        case META_LEG_CONNECTED -> metaLegWasUp = true;
        case AGENT_LEG_CONNECTED -> agentLegWasUp = true;
        default -> {
          // Says nothing of how it stood.
        }
      }
    }

    AtMeta atMeta(MetaCallId known) {
      if (!outbound) {
        return acceptSent ? AtMeta.TERMINATE : AtMeta.REJECT;
      }
      if (!known.isPending()) {
        return AtMeta.TERMINATE;
      }
      return dialled ? AtMeta.TERMINATE_WHEN_PLACED : AtMeta.NOTHING;
    }
  }

  /// The same, where the process that had it is the one that ends it and saw it until now.
  public OpenCall seenUntil(Instant now) {
    return new OpenCall(
        call,
        metaCall,
        channel,
        direction,
        agent,
        rangFrom,
        rangUntil,
        connectedAt,
        lastSeen.isBefore(now) ? now : lastSeen,
        legsWereUp,
        atMeta,
        lastSequence);
  }

  /// REP-2: accept was confirmed, and both legs were up at some time.
  public boolean answered() {
    return connectedAt != null && legsWereUp;
  }

  /// How long it rang and was talked, as far as can be known when the end was not seen: until it
  /// was seen last, however long the process was away. Meta's own talk seconds follow as an event
  /// when its terminate comes. Never less than nothing: the wall clock may have been put back
  /// between two processes.
  public CallOutput.Spans spansUntil(Instant now) {
    Instant end = lastSeen.isBefore(now) ? lastSeen : now;
    Instant from = rangFrom == null ? end : rangFrom;
    Instant until = rangUntil == null ? end : rangUntil;
    Instant talkedFrom = connectedAt == null || !legsWereUp ? end : connectedAt;
    return new CallOutput.Spans(
        Math.clamp(Duration.between(from, until).toMillis(), 0, LONGEST_RING_MS),
        Math.max(0, Duration.between(talkedFrom, end).toMillis()));
  }
}
