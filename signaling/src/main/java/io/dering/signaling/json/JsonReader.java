package io.dering.signaling.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads one JSON value, the whole input, to a given depth. Never throws on bad input.
public final class JsonReader {
  private final JsonFactory factory;
  private final int maxDepth;

  /// @param maxDepth how deep arrays and objects may nest
  /// @param maxLength the longest input, which bounds each string in it as well
  public JsonReader(int maxDepth, int maxLength) {
    this.maxDepth = maxDepth;
    this.factory =
        JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
            .streamReadConstraints(
                StreamReadConstraints.builder()
                    // One more than ours, so that ours is met first and has its own reason.
                    .maxNestingDepth(maxDepth + 1)
                    .maxStringLength(maxLength)
                    .maxNameLength(MAX_NAME_LENGTH)
                    .maxNumberLength(MAX_NUMBER_LENGTH)
                    .build())
            .build();
  }

  private static final int MAX_NAME_LENGTH = 1_000;
  private static final int MAX_NUMBER_LENGTH = 100;

  /// Reads UTF-8.
  public JsonResult read(byte[] utf8) {
    try (JsonParser parser = factory.createParser(utf8)) {
      return read(parser);
    } catch (IOException e) {
      return new JsonResult.Refused(JsonRefusal.MALFORMED, -1);
    }
  }

  public JsonResult read(String text) {
    try (JsonParser parser = factory.createParser(text)) {
      return read(parser);
    } catch (IOException e) {
      return new JsonResult.Refused(JsonRefusal.MALFORMED, -1);
    }
  }

  private JsonResult read(JsonParser parser) {
    try {
      JsonToken first = parser.nextToken();
      Json value = first == null ? null : value(parser, first, maxDepth);
      if (value == null) {
        JsonRefusal reason = first == null ? JsonRefusal.MALFORMED : JsonRefusal.TOO_DEEP;
        return new JsonResult.Refused(reason, position(parser));
      }
      return parser.nextToken() == null
          ? new JsonResult.Parsed(value)
          : new JsonResult.Refused(JsonRefusal.MALFORMED, position(parser));
    } catch (IOException e) {
      return new JsonResult.Refused(JsonRefusal.MALFORMED, position(parser));
    }
  }

  /// @return null when deeper than allowed
  private static @Nullable Json value(JsonParser parser, JsonToken token, int depthLeft)
      throws IOException {
    return switch (token) {
      case START_OBJECT -> depthLeft == 0 ? null : object(parser, depthLeft - 1);
      case START_ARRAY -> depthLeft == 0 ? null : array(parser, depthLeft - 1);
      case VALUE_STRING -> new Json.Text(parser.getText());
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> new Json.Num(parser.getText());
      case VALUE_TRUE -> new Json.Bool(true);
      case VALUE_FALSE -> new Json.Bool(false);
      case VALUE_NULL -> new Json.Null();
      case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
          throw new IOException("Not a value");
    };
  }

  private static @Nullable Json object(JsonParser parser, int depthLeft) throws IOException {
    Map<String, Json> fields = new LinkedHashMap<>();
    while (next(parser) != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      Json value = value(parser, next(parser), depthLeft);
      if (value == null) {
        return null;
      }
      fields.put(name, value);
    }
    return new Json.Obj(fields);
  }

  private static @Nullable Json array(JsonParser parser, int depthLeft) throws IOException {
    List<Json> elements = new ArrayList<>();
    for (JsonToken token = next(parser); token != JsonToken.END_ARRAY; token = next(parser)) {
      Json value = value(parser, token, depthLeft);
      if (value == null) {
        return null;
      }
      elements.add(value);
    }
    return new Json.Arr(elements);
  }

  private static JsonToken next(JsonParser parser) throws IOException {
    JsonToken token = parser.nextToken();
    if (token == null) {
      throw new IOException("Cut off");
    }
    return token;
  }

  private static long position(JsonParser parser) {
    long bytes = parser.currentLocation().getByteOffset();
    return bytes >= 0 ? bytes : parser.currentLocation().getCharOffset();
  }
}
