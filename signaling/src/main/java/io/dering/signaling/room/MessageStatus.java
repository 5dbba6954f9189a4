package io.dering.signaling.room;

/// How far a message of the business has come. It never goes back: reports come in any order (Meta
/// reference 5.2). Stored by name, compared by [#rank].
public enum MessageStatus {
  SENT(1),
  DELIVERED(2),
  READ(3),
  PLAYED(4),
  FAILED(5);

  private final int rank;

  MessageStatus(int rank) {
    this.rank = rank;
  }

  /// Higher is later.
  public int rank() {
    return rank;
  }
}
