package io.dering.signaling.meta;

import io.dering.signaling.call.MetaError;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.json.Json;
import io.dering.signaling.json.JsonReader;
import io.dering.signaling.json.JsonResult;
import java.util.Optional;

/// Reads Meta's answers to Graph requests (Meta reference part 10). Never throws.
public final class GraphResponses {
  /// Longer answers are not Meta's.
  public static final int MAX_BODY_LENGTH = 64 * 1024;

  private static final JsonReader JSON = new JsonReader(20, MAX_BODY_LENGTH);

  private GraphResponses() {}

  public static GraphResult read(int status, byte[] body) {
    if (body.length > MAX_BODY_LENGTH
        || !(JSON.read(body) instanceof JsonResult.Parsed(Json.Obj root))) {
      return new GraphResult.Unreadable(status);
    }
    Optional<GraphResult> refused =
        root.object("error").flatMap(GraphResponses::error).map(GraphResult.Refused::new);
    if (refused.isPresent()) {
      return refused.get();
    }
    Optional<MetaCallId> placed = placed(root).filter(_ -> status / 100 == 2);
    if (placed.isPresent()) {
      return new GraphResult.Placed(placed.get());
    }
    boolean success = root.fields().get("success") instanceof Json.Bool(boolean yes) && yes;
    return success && status / 100 == 2
        ? new GraphResult.Succeeded()
        : new GraphResult.Unreadable(status);
  }

  private static Optional<MetaCallId> placed(Json.Obj root) {
    return root.objects("calls").stream()
        .findFirst()
        .flatMap(call -> CallElements.bounded(call.text("id"), CallElements.MAX_ID_LENGTH))
        .map(MetaCallId::new);
  }

  private static Optional<Integer> small(long number) {
    return number == (int) number ? Optional.of((int) number) : Optional.empty();
  }

  private static Optional<MetaError> error(Json.Obj error) {
    return error
        .whole("code")
        .filter(code -> code <= Integer.MAX_VALUE)
        .map(code ->
            new MetaError(
                code.intValue(),
                error.whole("error_subcode").flatMap(GraphResponses::small).orElse(null),
                error.text("error_user_title").or(() -> error.text("message")).orElse(null),
                error
                    .object("error_data")
                    .flatMap(extra -> extra.text("details"))
                    .or(() -> error.text("error_user_msg"))
                    .orElse(null),
                error.text("fbtrace_id").orElse(null)));
  }
}
