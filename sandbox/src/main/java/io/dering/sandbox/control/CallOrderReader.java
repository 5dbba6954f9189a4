package io.dering.sandbox.control;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads an order from JSON, or from the address when the body is a recording. What is left out has
/// a default; what is not known is refused.
final class CallOrderReader {
  private static final String VOICE = "voice";
  private static final String REPEAT = "repeat";
  private static final String HANG_UP_AFTER_MS = "hang_up_after_ms";
  private static final String SILENCE_FIRST_MS = "silence_first_ms";
  private static final String NAME = "name";
  private static final String PAYLOAD = "payload";
  private static final Set<String> WITH_RECORDING =
      Set.of(REPEAT, HANG_UP_AFTER_MS, SILENCE_FIRST_MS, NAME, PAYLOAD);

  private final JsonMapper json =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /// A body that must be a JSON object.
  ///
  /// @param body empty stands for `{}`
  ObjectNode object(byte[] body) throws Fault {
    JsonNode fields = body.length == 0 ? JsonNodeFactory.instance.objectNode() : tree(body);
    if (fields instanceof ObjectNode object) {
      return object;
    }
    throw new Fault("", "The body must be a JSON object.");
  }

  /// @param body empty stands for `{}`
  CallOrder read(byte[] body) throws Fault {
    return read(object(body));
  }

  CallOrder read(ObjectNode fields) throws Fault {
    for (Iterator<String> names = fields.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!name.equals(VOICE) && !WITH_RECORDING.contains(name)) {
        throw new Fault(name, "is not a field of a scripted call");
      }
    }
    VoiceName voice =
        VoiceName.of(text(fields, VOICE, VoiceName.CUSTOMER.key()))
            .orElseThrow(() -> new Fault(VOICE, "must be customer, other, tone or silence"));
    return new CallOrder(
        Optional.of(voice),
        flag(fields),
        millis(fields, HANG_UP_AFTER_MS, CallOrder.MAX_HANG_UP_AFTER_MS),
        millis(fields, SILENCE_FIRST_MS, CallOrder.MAX_SILENCE_FIRST_MS).orElse(Duration.ZERO),
        name(text(fields, NAME, "")),
        payload(text(fields, PAYLOAD, "")));
  }

  CallOrder read(MultiMap query) throws Fault {
    for (String name : query.names()) {
      if (!WITH_RECORDING.contains(name)) {
        throw new Fault(
            ProblemCode.UNKNOWN_PARAMETER, name, "is not a parameter of a call with a recording");
      }
      if (query.getAll(name).size() > 1) {
        throw new Fault(name, "stands there twice");
      }
    }
    return new CallOrder(
        Optional.empty(),
        flag(query.get(REPEAT)),
        millis(query, HANG_UP_AFTER_MS, CallOrder.MAX_HANG_UP_AFTER_MS),
        millis(query, SILENCE_FIRST_MS, CallOrder.MAX_SILENCE_FIRST_MS).orElse(Duration.ZERO),
        name(Objects.requireNonNullElse(query.get(NAME), "")),
        payload(Objects.requireNonNullElse(query.get(PAYLOAD), "")));
  }

  private JsonNode tree(byte[] body) throws Fault {
    try {
      return json.readTree(body);
    } catch (JacksonException _) {
      throw new Fault(ProblemCode.MALFORMED, "", "The body is not JSON.");
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory cannot fail to be read", e);
    }
  }

  private static String text(JsonNode fields, String field, String otherwise) throws Fault {
    JsonNode value = fields.path(field);
    if (absent(value)) {
      return otherwise;
    }
    if (!value.isTextual()) {
      throw new Fault(field, "must be a text");
    }
    return value.textValue();
  }

  private static boolean flag(JsonNode fields) throws Fault {
    JsonNode value = fields.path(REPEAT);
    if (!absent(value) && !value.isBoolean()) {
      throw new Fault(REPEAT, "must be true or false");
    }
    return value.booleanValue();
  }

  private static boolean flag(@Nullable String value) throws Fault {
    return switch (value) {
      case null -> false;
      case "false" -> false;
      case "true" -> true;
      default -> throw new Fault(REPEAT, "must be true or false");
    };
  }

  private static Optional<Duration> millis(JsonNode fields, String field, int most) throws Fault {
    JsonNode value = fields.path(field);
    if (absent(value)) {
      return Optional.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToInt()) {
      throw outOfRange(field, most);
    }
    return Optional.of(within(field, value.intValue(), most));
  }

  private static Optional<Duration> millis(MultiMap query, String field, int most) throws Fault {
    String value = query.get(field);
    if (value == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(within(field, Integer.parseInt(value), most));
    } catch (NumberFormatException _) {
      throw outOfRange(field, most);
    }
  }

  private static Duration within(String field, int ms, int most) throws Fault {
    if (ms < 0 || ms > most) {
      throw outOfRange(field, most);
    }
    return Duration.ofMillis(ms);
  }

  private static Fault outOfRange(String field, int most) {
    return new Fault(field, "must be a whole number from 0 to " + most);
  }

  private static String name(String name) throws Fault {
    String plain = name.strip();
    if (plain.codePointCount(0, plain.length()) > CallOrder.MAX_NAME_LENGTH) {
      throw new Fault(NAME, "must be at most " + CallOrder.MAX_NAME_LENGTH + " characters");
    }
    if (plain.codePoints().anyMatch(Character::isISOControl)) {
      throw new Fault(NAME, "must hold no control characters");
    }
    return plain;
  }

  private static String payload(String payload) throws Fault {
    if (payload.length() > CallOrder.MAX_PAYLOAD_LENGTH) {
      throw new Fault(PAYLOAD, "must be at most " + CallOrder.MAX_PAYLOAD_LENGTH + " characters");
    }
    return payload;
  }

  private static boolean absent(JsonNode value) {
    return value.isMissingNode() || value.isNull();
  }
}
