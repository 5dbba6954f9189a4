package io.dering.sandbox.control;

import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;

/// What is to be said about a request that cannot be used.
final class Fault extends Exception {
  private static final long serialVersionUID = 1L;

  private final ProblemCode code;
  private final String field;
  private final String sentence;

  /// @param field empty when the body as a whole is meant
  Fault(String field, String sentence) {
    this(ProblemCode.INVALID_PARAMETER, field, sentence);
  }

  Fault(ProblemCode code, String field, String sentence) {
    super(sentence, null, false, false);
    this.code = code;
    this.field = field;
    this.sentence = sentence;
  }

  String field() {
    return field;
  }

  String sentence() {
    return sentence;
  }

  Problem problem() {
    Problem problem = Problem.of(code, sentence);
    return field.isEmpty() ? problem : problem.with(field, sentence);
  }
}
