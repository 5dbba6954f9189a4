package io.dering.signaling.json;

/// Why a text was not read.
public enum JsonRefusal {
  MALFORMED,
  /// Deeper than the reader's limit.
  TOO_DEEP
}
