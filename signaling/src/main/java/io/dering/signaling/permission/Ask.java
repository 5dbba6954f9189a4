package io.dering.signaling.permission;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.AskId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.Texts;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A request for call permission (PM-9).
///
/// @param message Meta's id, null until Meta has taken it
/// @param by the agent who asked, null for a backend
/// @param caption what the customer reads of it; made storable
/// @param endsAt when it ends without an answer (PM-4)
/// @param error Meta's code of why it failed, null for none
public record Ask(
    AskId id,
    @Nullable MessageId message,
    Instant at,
    @Nullable AgentId by,
    String caption,
    Form form,
    State state,
    Instant endsAt,
    @Nullable Integer error) {
  /// Longest caption: Meta's limit of a message's body.
  public static final int MAX_CAPTION_LENGTH = 1_024;

  public Ask {
    caption = Texts.storable(caption);
  }

  /// How it is sent. Stored by name: append only.
  public enum Form {
    /// A message of its own, inside the 24-hour window.
    FREE_FORM,
    /// A template that Meta has approved, outside of it (PM-1).
    TEMPLATE
  }

  /// Where it stands. Stored by name: append only.
  public enum State {
    /// On its way: Meta has not said yet that it was sent (Meta reference 3.1).
    SENDING,
    /// With the customer.
    OPEN,
    ANSWERED,
    /// Ended without an answer (PM-4); a late answer is honoured all the same.
    EXPIRED,
    /// The customer answered a newer one.
    OVERTAKEN,
    /// Not sent. It counts for no limit.
    FAILED,
    /// Meta did not say whether it took it: the customer may have it, so it counts.
    UNSURE
  }

  /// Whether an answer is still waited for.
  public boolean isWaiting() {
    return state == State.SENDING || state == State.OPEN || state == State.UNSURE;
  }

  Ask to(State other) {
    return new Ask(id, message, at, by, caption, form, other, endsAt, error);
  }

  /// Meta has it, whatever was thought before.
  Ask taken(MessageId known) {
    boolean surprises = state == State.UNSURE || state == State.FAILED;
    State after = surprises ? State.SENDING : state;
    return new Ask(id, known, at, by, caption, form, after, endsAt, surprises ? null : error);
  }

  Ask failed(@Nullable Integer code) {
    return new Ask(id, message, at, by, caption, form, State.FAILED, endsAt, code);
  }

  /// Redacted: what is written to a customer.
  @Override
  public String toString() {
    return "Ask[" + id + " " + state + "]";
  }
}
