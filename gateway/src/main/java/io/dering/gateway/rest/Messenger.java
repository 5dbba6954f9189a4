package io.dering.gateway.rest;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.meta.MessageAnswer;
import io.dering.signaling.permission.AskMessage;
import io.dering.signaling.room.CallButton;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Sends messages to customers. A stage that fails may have sent.
public interface Messenger {
  /// Sends a button by which the customer calls (IN-14).
  CompletionStage<MessageAnswer> send(ChannelId channel, Caller to, CallButton button);

  /// Sends a request for call permission (PM-9); empty when nothing left this machine.
  CompletionStage<Optional<MessageAnswer>> ask(ChannelId channel, Caller to, AskMessage message);
}
