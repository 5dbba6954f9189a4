package io.dering.signaling.channel;

import java.time.Instant;
import java.util.Optional;

/// Whether customers' calls to a channel ring at all.
///
/// @param on whether the channel takes calls (IN-2)
/// @param officeHours empty: always open (RM-9)
public record InboundRules(boolean on, Optional<OfficeHours> officeHours, OutOfHours outOfHours) {
  /// On, around the clock.
  public static final InboundRules ALWAYS =
      new InboundRules(true, Optional.empty(), OutOfHours.REJECT);

  /// What happens to a call outside office hours. Stored by name: append only.
  public enum OutOfHours {
    REJECT,
    /// It rings all the same, for whoever is there.
    RING,
    /// It is rejected, and Meta offers the caller to leave a voice message.
    VOICEMAIL
  }

  /// What happens to a call that arrives.
  public enum Verdict {
    RINGS,
    SWITCHED_OFF,
    CLOSED
  }

  public Verdict judge(Instant now) {
    if (!on) {
      return Verdict.SWITCHED_OFF;
    }
    boolean open = officeHours.isEmpty() || officeHours.get().isOpen(now);
    return open || outOfHours == OutOfHours.RING ? Verdict.RINGS : Verdict.CLOSED;
  }
}
