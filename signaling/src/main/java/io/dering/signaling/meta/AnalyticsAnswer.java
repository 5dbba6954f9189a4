package io.dering.signaling.meta;

import io.dering.signaling.call.MetaError;
import io.dering.signaling.charges.MetaCharge;
import io.dering.signaling.json.Json;
import io.dering.signaling.json.JsonReader;
import io.dering.signaling.json.JsonResult;
import java.time.YearMonth;
import java.util.List;

/// Meta's answer to [AnalyticsRequest]. It is money: one point that cannot be read makes the whole
/// answer unreadable, because a sum without it would be wrong and look right.
public sealed interface AnalyticsAnswer {
  /// @param charges one for each country, direction and tier
  record Read(String currency, List<MetaCharge> charges) implements AnalyticsAnswer {
    public Read {
      charges = List.copyOf(charges);
    }
  }

  record Refused(MetaError error) implements AnalyticsAnswer {}

  /// @param why in a few words of ours, nothing of Meta's text
  record Unreadable(String why) implements AnalyticsAnswer {}

  /// Some hundred bytes for each country, direction and tier.
  int MAX_BODY_LENGTH = 1 << 20;

  /// Reads an answer. Never throws.
  ///
  /// @param month the one that was asked for
  static AnalyticsAnswer read(int status, byte[] body, YearMonth month) {
    if (GraphResponses.read(status, body) instanceof GraphResult.Refused(var error)) {
      return new Refused(error);
    }
    if (status / 100 != 2
        || body.length > MAX_BODY_LENGTH
        || !(new JsonReader(20, MAX_BODY_LENGTH).read(body)
            instanceof JsonResult.Parsed(Json.Obj root))) {
      return new Unreadable("an answer that is no JSON, with status " + status);
    }
    return new AnalyticsPoints(month).read(root);
  }
}
