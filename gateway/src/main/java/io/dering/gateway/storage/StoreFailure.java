package io.dering.gateway.storage;

import java.io.Serial;

/// The store did not do what it was asked; nothing of the write is in it.
public final class StoreFailure extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /// Why.
  public enum Kind {
    /// Too many writes wait; try later.
    BUSY,
    /// The write contradicts what is stored: a defect of ours.
    CONFLICT,
    /// The disk or the file failed: the store takes nothing more until the next start.
    BROKEN,
    /// The store has been closed.
    CLOSED,
    /// It could not be opened; the message says why and what helps.
    NOT_OPENED
  }

  private final Kind kind;

  StoreFailure(Kind kind, String sentence) {
    super(sentence);
    this.kind = kind;
  }

  StoreFailure(Kind kind, String sentence, Throwable cause) {
    super(sentence, cause);
    this.kind = kind;
  }

  public Kind kind() {
    return kind;
  }
}
