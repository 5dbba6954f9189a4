package io.dering.gateway.cli;

/// How a verb ended, for scripts.
public enum ExitCode {
  OK(0),
  /// A check found something wrong.
  CHECK_FAILED(1),
  /// The arguments make no sense (picocli's own code).
  USAGE(2),
  /// The configuration cannot be used.
  CONFIG(3),
  /// Something outside stands in the way: a port, the disk.
  NOT_STARTED(4),
  /// A defect of ours.
  INTERNAL(70);

  private final int code;

  ExitCode(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }
}
