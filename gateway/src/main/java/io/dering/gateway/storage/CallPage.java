package io.dering.gateway.storage;

import java.util.List;

/// A page of the log, newest first. `hasMore` tells whether older calls follow the last one.
public record CallPage(List<StoredCall> calls, boolean hasMore) {
  public CallPage {
    calls = List.copyOf(calls);
  }
}
