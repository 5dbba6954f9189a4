package io.dering.media.bridge;

import io.dering.media.leg.Leg;
import io.dering.media.leg.LegDrop;
import io.dering.media.leg.LegOutput;
import io.dering.media.opus.OpusClip;
import io.dering.media.rtp.RtpHeader;
import io.dering.media.time.Deadline;
import org.jspecify.annotations.Nullable;

/// The customer's leg and, while there is one, the agent's.
///
/// Towards the customer a frame leaves every 20 ms from the moment the gate opens: the agent's own
/// packets as they come, and Opus silence when there is no agent, when the agent is muted, or when
/// the agent's packets have stayed away for the hold-off (see [HoldOff]). Towards the agent packets
/// pass as they come; nothing is made up.
///
/// An agent who has spoken and is away without having left is not silence for long: from the second
/// second on the customer hears the clip of [#comfort].
///
/// A clip ([#play]) takes the place of both for its short time: its frames leave at the customer's
/// pace on both sides, and what comes in meanwhile goes no further.
public final class Bridge {
  /// One Opus frame.
  public static final long FRAME_NANOS = 20_000_000L;

  /// When the loop is late by more than this, missed frames are not made up one by one.
  private static final long MAX_CATCH_UP_NANOS = 200_000_000L;

  private final Leg customer;
  private final HoldOff holdOff;
  private final Comfort comfort = new Comfort();
  private final byte[] frame = new byte[256];
  private @Nullable Leg agent;
  private boolean gateOpen;
  private boolean agentMuted;
  private long nextFrameNanos = Deadline.NEVER;
  private long firstFrameNanos = Deadline.NEVER;
  private long silenceFrames;
  private @Nullable OpusClip clip;
  private int framesPlayed;

  /// When the agent last spoke into a clip; [Deadline#NEVER] when not.
  private long spokeIntoClipNanos = Deadline.NEVER;

  public Bridge(Leg customer) {
    this(customer, new HoldOff());
  }

  /// With another hold-off, so that it can be measured what it is worth.
  Bridge(Leg customer, HoldOff holdOff) {
    this.customer = customer;
    this.holdOff = holdOff;
  }

  /// Meta answered accept with 200 (or the customer picked up): media may flow.
  public void openGate(long nowNanos, LegOutput customerOut) {
    if (!gateOpen) {
      gateOpen = true;
      nextFrameNanos = nowNanos;
      advance(nowNanos, customerOut, null);
    }
  }

  /// Plays a clip once to both sides; one that plays already gives way. Does nothing before the
  /// first frame towards the customer: the gate is for this as well.
  public void play(OpusClip next, long nowNanos) {
    if (gateOpen && customer.ready() && customer.outgoing().started()) {
      clip = next;
      framesPlayed = 0;
      spokeIntoClipNanos = Deadline.NEVER;
      fillFrom(nowNanos);
    }
  }

  /// What the customer hears while an agent who has spoken is away without having left; silence
  /// where there is none.
  public void comfort(OpusClip clip) {
    comfort.clip(clip);
  }

  public void attach(Leg agentLeg, long nowNanos) {
    detach(nowNanos);
    holdOff.forget();
    comfort.attached();
    agent = agentLeg;
  }

  public void detach(long nowNanos) {
    Leg old = agent;
    if (old != null) {
      old.outgoing().release();
      agent = null;
      customer.outgoing().release();
      fillFrom(nowNanos);
    }
  }

  public void mute(boolean muted, long nowNanos) {
    if (muted) {
      fillFrom(nowNanos);
    } else if (agentMuted) {
      comfort.unmuted(nowNanos);
    }
    agentMuted = muted;
  }

  /// A packet of the customer, authentic and in the clear, rewritten in place for the agent.
  public void fromCustomer(byte[] b, int offset, int length, long nowNanos, LegOutput agentOut) {
    Leg to = agent;
    if (!gateOpen || to == null || !to.ready() || clip != null) {
      customer.stats().drop(LegDrop.NOBODY_LISTENS);
      return;
    }
    pass(customer, to, b, offset, length, nowNanos, agentOut);
  }

  /// A packet of the agent, authentic and in the clear, rewritten in place for the customer.
  public void fromAgent(byte[] b, int offset, int length, long nowNanos, LegOutput customerOut) {
    Leg from = agent;
    if (from == null) {
      return;
    }
    holdOff.heard(b, offset, nowNanos);
    if (!gateOpen || agentMuted || !customer.ready()) {
      from.stats().drop(LegDrop.NOBODY_LISTENS);
      return;
    }
    if (clip != null) {
      from.stats().drop(LegDrop.NOBODY_LISTENS);
      spokeIntoClipNanos = nowNanos;
      return;
    }
    if (pass(from, customer, b, offset, length, nowNanos, customerOut)) {
      noteFirst(nowNanos);
      comfort.spoke(nowNanos);
      if (customer.outgoing().anchored()) {
        nextFrameNanos = Deadline.after(nowNanos, holdOff.nanos(nowNanos));
      }
    }
  }

  /// Sends what is due: silence, or the clip that plays.
  ///
  /// @param agentOut of the leg that is attached; null when there is none
  public void advance(long nowNanos, LegOutput customerOut, @Nullable LegOutput agentOut) {
    if (!gateOpen || !customer.ready()) {
      return;
    }
    // The leg may become ready after the gate: nothing was due before its first frame.
    boolean first = firstFrameNanos == Deadline.NEVER;
    if (first || nowNanos - nextFrameNanos > MAX_CATCH_UP_NANOS) {
      nextFrameNanos = nowNanos;
    }
    while (Deadline.isDue(nextFrameNanos, nowNanos)) {
      OpusClip playing = clip;
      if (playing != null) {
        playFrame(playing, customerOut, agentOut);
      } else {
        fill(customerOut);
      }
      noteFirst(nowNanos);
      nextFrameNanos = Deadline.after(nextFrameNanos, pauseNanos(playing, nowNanos));
    }
  }

  public long nextDeadlineNanos() {
    return gateOpen && customer.ready() ? nextFrameNanos : Deadline.NEVER;
  }

  /// When the first packet left towards the customer; [Deadline#NEVER] before it.
  public long firstFrameNanos() {
    return firstFrameNanos;
  }

  public long silenceFrames() {
    return silenceFrames;
  }

  public @Nullable Leg agent() {
    return agent;
  }

  public Leg customer() {
    return customer;
  }

  /// A frame of our own where there is nothing of the agent's.
  private void fill(LegOutput customerOut) {
    Leg here = agent;
    boolean present = here != null && here.ready();
    int comforting =
        present && agentMuted
            ? 0
            : comfort.frame(present, nextFrameNanos, frame, RtpHeader.MIN_LENGTH);
    if (comforting > 0) {
      int length = customer.outgoing().frame(frame, 0, comforting, nextFrameNanos);
      customer.send(frame, 0, length, customerOut);
    } else {
      int length = customer.outgoing().silence(frame, 0, nextFrameNanos);
      customer.send(frame, 0, length, customerOut);
      silenceFrames++;
    }
  }

  private void playFrame(OpusClip playing, LegOutput customerOut, @Nullable LegOutput agentOut) {
    playFrame(playing, customer, customerOut);
    Leg ear = agent;
    if (ear != null && ear.ready() && agentOut != null) {
      playFrame(playing, ear, agentOut);
    }
    framesPlayed++;
    if (framesPlayed == playing.frameCount()) {
      clip = null;
    }
  }

  private void playFrame(OpusClip playing, Leg to, LegOutput out) {
    int payloadLength = playing.frame(framesPlayed, frame, RtpHeader.MIN_LENGTH);
    int length = to.outgoing().frame(frame, 0, payloadLength, nextFrameNanos);
    to.send(frame, 0, length, out);
  }

  /// Until silence is due if nothing else comes. Behind a clip an agent who spoke into it is waited
  /// for as behind a packet of theirs.
  private long pauseNanos(@Nullable OpusClip played, long nowNanos) {
    boolean speaks =
        spokeIntoClipNanos != Deadline.NEVER && nowNanos - spokeIntoClipNanos < HoldOff.LEAST_NANOS;
    return played != null && clip == null && speaks ? HoldOff.LEAST_NANOS : FRAME_NANOS;
  }

  private static boolean pass(
      Leg from, Leg to, byte[] b, int offset, int length, long nowNanos, LegOutput out) {
    boolean event = from.isTelephoneEvent(b, offset);
    int start = to.outgoing().rewrite(b, offset, length, event, nowNanos);
    if (start < 0) {
      from.stats().drop(event ? LegDrop.NOT_AGREED : LegDrop.TOO_LATE);
      return false;
    }
    to.send(b, start, length - (start - offset), out);
    return true;
  }

  /// The agent's packets have stopped and we know it: the next frame is due one frame after the
  /// last.
  private void fillFrom(long nowNanos) {
    if (gateOpen && customer.outgoing().started()) {
      long next = Deadline.after(customer.outgoing().lastSentNanos(), FRAME_NANOS);
      nextFrameNanos = next - nowNanos > 0 ? next : nowNanos;
    }
  }

  private void noteFirst(long nowNanos) {
    if (firstFrameNanos == Deadline.NEVER) {
      firstFrameNanos = nowNanos;
    }
  }
}
