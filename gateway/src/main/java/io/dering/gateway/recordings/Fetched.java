package io.dering.gateway.recordings;

/// What came of one attempt to bring a recording.
sealed interface Fetched {
  /// It is whole and in the folder.
  ///
  /// @param type media type as Meta says
  record There(String type, long sizeBytes) implements Fetched {}

  /// It is not there.
  ///
  /// @param reason a stable code, see [Reason]
  record Failed(Reason reason) implements Fetched {}

  /// Why a recording is not there: the words of the API. Append only.
  enum Reason {
    /// No connection to Meta.
    NO_CONNECTION(true),
    /// Meta did not answer in time, or broke off.
    NO_ANSWER(true),
    /// Meta answered what cannot be read, or that something is wrong at its side.
    META_FAILED(true),
    /// Meta does not take the access token.
    TOKEN_REFUSED(true),
    /// What came is not what Meta announced.
    WRONG_HASH(true),
    /// The recordings that are kept take as much room as they may.
    DISK_LIMIT(true),
    /// The data folder cannot be written.
    DISK_FAILED(true),
    /// Meta does not have it, or not any more.
    NOT_FOUND(false),
    /// Meta names an address that its token is not sent to.
    FORBIDDEN_HOST(false),
    /// It is longer than recordings may be.
    TOO_BIG(false);

    private final boolean passing;

    Reason(boolean passing) {
      this.passing = passing;
    }

    /// Whether there is hope that it is otherwise later.
    boolean isPassing() {
      return passing;
    }

    /// The stable code.
    String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
