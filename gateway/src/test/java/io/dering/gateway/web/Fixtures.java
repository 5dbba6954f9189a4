package io.dering.gateway.web;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/// Meta's words, as its documentation and captures show them.
public final class Fixtures {
  private Fixtures() {}

  /// The bytes of `meta/NAME.json`.
  public static byte[] bytes(String name) {
    String path = "/meta/" + name + ".json";
    try (InputStream in = Fixtures.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new AssertionError("no fixture " + path);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static String text(String name) {
    return new String(bytes(name), StandardCharsets.UTF_8);
  }

  public static JsonObject json(String name) {
    return new JsonObject(text(name));
  }
}
