package io.dering.media.quality;

/// What the agent's browser says of one interval: what it heard of the customer, and what its
/// microphone heard. Nothing else in the house hears, because nothing is decoded here.
///
/// Levels are those of RFC 6464 §3: decibels below the loudest possible, 0 to 127, where 127 is
/// nothing at all.
///
/// @param spanMs how long the interval was
/// @param concealedMs how much of what was played the browser made up, because nothing had come
/// @param bufferMs how long a packet waited in the browser's jitter buffer, on average
/// @param roundTripMs as the browser measured it (`remote-inbound-rtp`), -1 where it does not know
/// @param agentLevel of the microphone, averaged over the interval
/// @param agentTalkMs for how long somebody spoke into it
/// @param customerLevel of what was played
/// @param customerTalkMs for how long somebody spoke there
/// @param microphone what became of it during the interval
public record PagePoint(
    int spanMs,
    int concealedMs,
    int bufferMs,
    int roundTripMs,
    int agentLevel,
    int agentTalkMs,
    int customerLevel,
    int customerTalkMs,
    Microphone microphone) {
  /// Nothing at all: a source that is switched off gives exactly this, a quiet room never does.
  public static final int NOTHING = 127;

  /// The agent's microphone. Of two intervals put together the later word in this list stays. The
  /// names are stored.
  public enum Microphone {
    /// Open, and not muted by the agent.
    LIVE,
    /// Muted on the page.
    MUTED,
    /// The browser has none, or was not allowed to open it: the agent only listens.
    NONE
  }

  /// Both intervals as one: times are added, of levels the louder stays.
  PagePoint and(PagePoint later) {
    return new PagePoint(
        spanMs + later.spanMs,
        concealedMs + later.concealedMs,
        Math.max(bufferMs, later.bufferMs),
        Math.max(roundTripMs, later.roundTripMs),
        Math.min(agentLevel, later.agentLevel),
        agentTalkMs + later.agentTalkMs,
        Math.min(customerLevel, later.customerLevel),
        customerTalkMs + later.customerTalkMs,
        microphone.compareTo(later.microphone) >= 0 ? microphone : later.microphone);
  }

  /// Of what was played, in a thousand.
  public int concealedPermille() {
    return spanMs == 0 ? 0 : (int) Math.min(1_000, concealedMs * 1_000L / spanMs);
  }

  public int agentSilenceMs() {
    return Math.max(0, spanMs - agentTalkMs);
  }

  public int customerSilenceMs() {
    return Math.max(0, spanMs - customerTalkMs);
  }
}
