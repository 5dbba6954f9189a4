package io.dering.signaling.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;

/// Writes JSON texts.
public final class JsonWriter {
  private final JsonFactory factory = new JsonFactory();

  /// Something that writes one value.
  @FunctionalInterface
  public interface Content {
    void writeTo(JsonGenerator out) throws IOException;
  }

  /// The text of what `content` writes.
  public String write(Content content) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = factory.createGenerator(text)) {
      content.writeTo(out);
    } catch (IOException e) {
      // A StringWriter does not fail: a content that leaves something open is our own mistake.
      throw new UncheckedIOException(e);
    }
    return text.toString();
  }

  /// The text of a value, with numbers as they were read.
  public String write(Json value) {
    return write(out -> writeValue(out, value));
  }

  private static void writeValue(JsonGenerator out, Json value) throws IOException {
    switch (value) {
      case Json.Obj obj -> {
        out.writeStartObject();
        for (Map.Entry<String, Json> field : obj.fields().entrySet()) {
          out.writeFieldName(field.getKey());
          writeValue(out, field.getValue());
        }
        out.writeEndObject();
      }
      case Json.Arr arr -> {
        out.writeStartArray();
        for (Json element : arr.elements()) {
          writeValue(out, element);
        }
        out.writeEndArray();
      }
      case Json.Text text -> out.writeString(text.value());
      case Json.Num num -> out.writeNumber(num.literal());
      case Json.Bool bool -> out.writeBoolean(bool.value());
      case Json.Null _ -> out.writeNull();
    }
  }
}
