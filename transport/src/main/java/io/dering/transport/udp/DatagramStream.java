package io.dering.transport.udp;

/// Whether datagrams come in a stream that will go on: what a media loop does then and else does
/// not.
final class DatagramStream {
  /// So many reads in a row that brought something, each soon after the one before. Two that happen
  /// to come together, as of the only call, are no stream.
  private static final int READS = 8;

  private static final long SOON_NANOS = 1_000_000;

  private long readNanos;
  private int quickReads;

  /// @param datagrams how many the read has brought
  void read(int datagrams, long nowNanos) {
    quickReads = datagrams > 0 && isSoon(nowNanos) ? quickReads + 1 : 0;
    readNanos = nowNanos;
  }

  boolean flows(long nowNanos) {
    return quickReads >= READS && isSoon(nowNanos);
  }

  private boolean isSoon(long nowNanos) {
    return nowNanos - readNanos < SOON_NANOS;
  }
}
