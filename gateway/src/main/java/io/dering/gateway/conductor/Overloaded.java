package io.dering.gateway.conductor;

import java.io.Serial;

/// The conductor has more to do than it may hold; answer 503 and let the other side come again.
public final class Overloaded extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  Overloaded(String sentence) {
    super(sentence);
  }
}
