package io.dering.signaling.desk;

import org.jspecify.annotations.Nullable;

/// The customer as the page shows it: personal data, never for a log.
public record CustomerCard(@Nullable String name, @Nullable String number) {
  /// Redacted.
  @Override
  public String toString() {
    return "CustomerCard[redacted]";
  }
}
