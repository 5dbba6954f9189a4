package io.dering.gateway.rest;

import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.Refused;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;

/// What the switchboard refused, in the words of the API.
final class Refusals {
  private Refusals() {}

  static Reply reply(Refused refused) {
    return switch (refused.why()) {
      case NOT_FOUND -> Reply.refused(ProblemCode.NOT_FOUND, refused.rule());
      case INVALID -> of(ProblemCode.INVALID_PARAMETER, refused);
      case CONFLICT -> of(ProblemCode.CONFLICT, refused);
      case FORBIDDEN -> of(ProblemCode.FORBIDDEN, refused);
    };
  }

  /// An answer to another kind of request is our own mistake.
  static IllegalStateException misplaced(BackendAnswer answer) {
    return new IllegalStateException("an answer to another question: " + answer.getClass());
  }

  private static Reply of(ProblemCode code, Refused refused) {
    String field = refused.field();
    // What contradicts the state of a thing may be no field of the request: the sentence says all.
    String detail = code == ProblemCode.CONFLICT ? refused.rule() : "";
    return field == null
        ? Reply.refused(code, refused.rule())
        : new Reply.Refused(Problem.of(code, detail).with(field, refused.rule()));
  }
}
