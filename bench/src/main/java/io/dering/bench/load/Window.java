package io.dering.bench.load;

/// Whether frames count at this moment. Frames outside the window flow as well, without a number:
/// what is measured begins and ends in the middle of running calls.
public final class Window {
  private volatile boolean open;

  boolean isOpen() {
    return open;
  }

  public void open() {
    open = true;
  }

  public void close() {
    open = false;
  }
}
