package io.dering.gateway.wiring;

import io.dering.gateway.graph.MessageClient;
import io.dering.gateway.rest.Messenger;
import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AskId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.meta.MessageAnswer;
import io.dering.signaling.permission.AskMessage;
import io.dering.signaling.room.CallButton;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// Messages to customers over Meta.
record MetaMessenger(MessageClient client) implements Messenger {
  @Override
  public CompletionStage<MessageAnswer> send(ChannelId channel, Caller to, CallButton button) {
    return client.send(channel, to, button);
  }

  @Override
  public CompletionStage<Optional<MessageAnswer>> ask(
      ChannelId channel, Caller to, AskMessage message, AskId name) {
    return client
        .ask(channel, to, message, name)
        .thenApply(Optional::of)
        .exceptionally(failure -> {
          for (Throwable each = failure; each != null; each = each.getCause()) {
            if (each instanceof MessageClient.NotSent) {
              return Optional.empty();
            }
          }
          return Optional.of(new MessageAnswer.Unknown());
        });
  }
}
