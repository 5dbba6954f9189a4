package io.dering.signaling.meta;

import io.dering.signaling.json.Json;
import io.dering.signaling.json.JsonReader;
import io.dering.signaling.json.JsonResult;
import io.dering.signaling.switchboard.Fact;
import java.util.ArrayList;
import java.util.List;

/// Reads webhook bodies: every entry, every change, every element (Meta reference 0.3). What cannot
/// become a fact is kept raw. Never throws.
public final class WebhookReader {
  /// Meta sends up to 3 MB (reference 6.4).
  public static final int MAX_BODY_LENGTH = 3 * 1024 * 1024;

  /// Documented bodies are 12 deep at most.
  private static final int MAX_DEPTH = 40;

  private static final JsonReader JSON = new JsonReader(MAX_DEPTH, MAX_BODY_LENGTH);

  private WebhookReader() {}

  public static WebhookResult read(byte[] body) {
    if (body.length > MAX_BODY_LENGTH) {
      return new WebhookResult.Refused(WebhookRefusal.TOO_LONG, MAX_BODY_LENGTH);
    }
    return switch (JSON.read(body)) {
      case JsonResult.Refused refused ->
          new WebhookResult.Refused(
              switch (refused.reason()) {
                case MALFORMED -> WebhookRefusal.MALFORMED_JSON;
                case TOO_DEEP -> WebhookRefusal.TOO_DEEP;
              },
              refused.position());
      case JsonResult.Parsed parsed ->
          parsed.value() instanceof Json.Obj root && root.has("entry")
              ? read(root)
              : new WebhookResult.Refused(WebhookRefusal.NOT_A_WEBHOOK, 0);
    };
  }

  private static WebhookResult read(Json.Obj root) {
    List<Fact.FromMeta> facts = new ArrayList<>();
    List<KeptRaw> kept = new ArrayList<>();
    for (Json.Obj entry : root.objects("entry")) {
      for (Json.Obj change : entry.objects("changes")) {
        new ChangeReader(entry, change, facts, kept).read();
      }
    }
    return new WebhookResult.Read(facts, kept);
  }
}
