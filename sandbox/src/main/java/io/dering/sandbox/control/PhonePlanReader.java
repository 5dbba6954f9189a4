package io.dering.sandbox.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.calls.EndCause;
import io.dering.sandbox.permission.Choice;
import io.dering.sandbox.phone.Reaction;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// Reads a plan: its own fields, and those of a scripted call.
final class PhonePlanReader {
  private static final String CALL = "call";
  private static final String AFTER_MS = "after_ms";
  private static final String ERROR = "error";
  private static final String PERMISSION = "permission";
  private static final String PERMISSION_AFTER_MS = "permission_after_ms";
  private static final List<String> OWN =
      List.of(CALL, AFTER_MS, ERROR, PERMISSION, PERMISSION_AFTER_MS);

  private final CallOrderReader orders = new CallOrderReader();

  /// @param body empty stands for `{}`: a phone that rings and nobody comes
  PhonePlan read(byte[] body) throws Fault {
    ObjectNode fields = orders.object(body);
    Reaction reaction = reaction(fields);
    String choice = fields.path(PERMISSION).asText("ignore");
    Optional<Choice> permission = Choice.of(choice);
    if (permission.isEmpty() && !choice.equals("ignore")) {
      throw new Fault(PERMISSION, "must be always, temporary, deny or ignore");
    }
    Duration permissionAfter = millis(fields, PERMISSION_AFTER_MS);
    if (fields.has("payload")) {
      throw new Fault("payload", "is of calls of the customer's");
    }
    ObjectNode rest = fields.deepCopy();
    rest.remove(OWN);
    return new PhonePlan(reaction, orders.read(rest), permission, permissionAfter);
  }

  private static Reaction reaction(JsonNode fields) throws Fault {
    Duration after = millis(fields, AFTER_MS);
    return switch (fields.path(CALL).asText("ignore")) {
      case "answer" -> new Reaction.Answer(after);
      case "decline" -> new Reaction.Decline(after);
      case "ignore" -> new Reaction.Ignore();
      case "unreachable" -> new Reaction.Unreachable();
      case "fail" -> new Reaction.Fail(after, cause(fields.path(ERROR)));
      default -> throw new Fault(CALL, "must be answer, decline, ignore, unreachable or fail");
    };
  }

  private static EndCause cause(JsonNode error) throws Fault {
    int code = error.isMissingNode() ? 138_019 : error.asInt();
    return Arrays.stream(EndCause.values())
        .filter(cause -> cause != EndCause.EARLY_MEDIA && cause.errorCode().orElse(0) == code)
        .findFirst()
        .orElseThrow(() -> new Fault(ERROR, "must be 138019 to 138023"));
  }

  private static Duration millis(JsonNode fields, String field) throws Fault {
    JsonNode value = fields.path(field);
    if (value.isMissingNode()) {
      return Duration.ZERO;
    }
    if (!value.isInt() || value.intValue() < 0 || value.intValue() > PhonePlan.MAX_AFTER_MS) {
      throw new Fault(field, "must be a whole number from 0 to " + PhonePlan.MAX_AFTER_MS);
    }
    return Duration.ofMillis(value.intValue());
  }
}
