package io.dering.sandbox.messages;

import java.util.LinkedHashMap;
import java.util.Optional;

/// Meta's store of recordings. Any thread.
public final class Recordings {
  /// The oldest goes first; each is some 100 KB.
  static final int MOST = 200;

  private static final long FIRST_ID = 800_000_000_000_000L;

  private final LinkedHashMap<String, Recording> kept = new LinkedHashMap<>();
  private long made;

  /// Takes a file in.
  public synchronized Recording add(String type, byte[] content) {
    Recording recording = new Recording(Long.toString(FIRST_ID + ++made), type, content);
    kept.put(recording.id(), recording);
    if (kept.size() > MOST) {
      kept.pollFirstEntry();
    }
    return recording;
  }

  public synchronized Optional<Recording> find(String id) {
    return Optional.ofNullable(kept.get(id));
  }
}
