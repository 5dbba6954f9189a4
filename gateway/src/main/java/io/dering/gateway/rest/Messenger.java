package io.dering.gateway.rest;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.meta.MessageAnswer;
import io.dering.signaling.room.CallButton;
import java.util.concurrent.CompletionStage;

/// Sends messages to customers. A stage that fails may have sent.
@FunctionalInterface
public interface Messenger {
  /// Sends a button by which the customer calls (IN-14).
  CompletionStage<MessageAnswer> send(ChannelId channel, Caller to, CallButton button);
}
