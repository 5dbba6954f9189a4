package io.dering.signaling.room;

import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.RoomId;
import java.util.List;

/// What is wanted from the store.
public sealed interface Recall {
  /// The rooms of that channel that one of the aliases leads to.
  record ByAlias(ChannelId channel, List<Alias> aliases) implements Recall {
    public ByAlias {
      aliases = List.copyOf(aliases);
    }
  }

  /// That room, or the one that it is part of now.
  record ById(RoomId room) implements Recall {}
}
