package io.dering.bench.load;

/// Whether frames count at this moment. Frames outside the window flow as well, without a number:
/// what is measured begins and ends in the middle of running calls.
public final class Window {
  private volatile boolean open;
  private volatile long sinceNanos;

  boolean isOpen() {
    return open;
  }

  /// When it was opened; 0 before.
  long sinceNanos() {
    return sinceNanos;
  }

  public void open() {
    sinceNanos = System.nanoTime();
    open = true;
  }

  public void close() {
    open = false;
  }
}
