package io.dering.signaling.permission;

import io.dering.signaling.call.Direction;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.AskId;
import io.dering.signaling.id.MessageId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What happens to a permission.
public sealed interface PermissionInput {
  /// The customer answered, or Meta did.
  ///
  /// @param answers the message that it answers, null for none; a call's id after a call
  /// @param saidAt by Meta's clock
  record Replied(PermissionReply reply, @Nullable MessageId answers, Instant saidAt)
      implements PermissionInput {}

  /// Meta was asked and said this.
  ///
  /// @param age how long ago it was asked
  record Read(MetaPermission said, Duration age) implements PermissionInput {
    /// Just now.
    Read(MetaPermission said) {
      this(said, Duration.ZERO);
    }
  }

  /// A request is about to be sent: it counts from here on.
  record AskBegun(Ask ask) implements PermissionInput {}

  /// Meta has taken it, which does not mean that it was sent (Meta reference 3.1).
  record AskTaken(AskId ask, MessageId message) implements PermissionInput {}

  /// Meta did not say whether it has taken it.
  record AskUnsure(AskId ask) implements PermissionInput {}

  /// Meta says that it was sent, delivered or read.
  record AskSent(MessageId message) implements PermissionInput {}

  /// It was not sent: Meta refused it, or nothing left this machine.
  record AskRefused(AskId ask, Optional<MetaError> error) implements PermissionInput {}

  /// Meta took it and could not send it.
  record AskFailed(MessageId message, Optional<MetaError> error) implements PermissionInput {}

  /// Somebody talks with the customer.
  record Connected(Direction direction) implements PermissionInput {}

  /// The customer did not answer a call of the business, or declined it.
  record NotAnswered() implements PermissionInput {}

  /// Meta refused a call for its limits, or for want of a permission.
  record CallRefused(MetaError error) implements PermissionInput {}

  /// The customer's room is resolved.
  record Resolved() implements PermissionInput {}

  record TimePassed() implements PermissionInput {}
}
