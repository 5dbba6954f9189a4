package io.dering.gateway.config;

import java.io.Serial;

/// The configuration cannot be used. The message is one sentence for the person who starts the
/// process: it names the key and says what would be right.
public final class InvalidConfig extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  public InvalidConfig(String sentence) {
    super(sentence);
  }
}
