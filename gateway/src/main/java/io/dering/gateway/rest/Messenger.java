package io.dering.gateway.rest;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AskId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.meta.MessageAnswer;
import io.dering.signaling.permission.AskMessage;
import io.dering.signaling.room.CallButton;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Sends messages to customers.
public interface Messenger {
  /// Sends a button by which the customer calls (IN-14). A stage that fails may have sent.
  CompletionStage<MessageAnswer> send(ChannelId channel, Caller to, CallButton button);

  /// Sends a request for call permission (PM-9); empty when nothing left this machine. An answer
  /// that did not come is [MessageAnswer.Unknown]: this stage does not fail.
  ///
  /// @param name comes back in Meta's reports about the message
  CompletionStage<Optional<MessageAnswer>> ask(
      ChannelId channel, Caller to, AskMessage message, AskId name);
}
