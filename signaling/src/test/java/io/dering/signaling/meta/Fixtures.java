package io.dering.signaling.meta;

import io.dering.signaling.json.Json;
import io.dering.signaling.json.JsonReader;
import io.dering.signaling.json.JsonResult;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/// Meta's sample bodies in `src/test/resources/meta`.
final class Fixtures {
  private static final JsonReader JSON = new JsonReader(40, 4 * 1024 * 1024);

  private Fixtures() {}

  static List<String> names(String prefix) {
    try (Stream<Path> files = Files.list(folder())) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith(prefix))
          .map(name -> name.substring(0, name.length() - ".json".length()))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] bytes(String name) {
    try {
      return Files.readAllBytes(folder().resolve(name + ".json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Json.Obj object(String name) {
    return object(bytes(name));
  }

  static Json.Obj object(byte[] json) {
    if (JSON.read(json) instanceof JsonResult.Parsed(Json.Obj root)) {
      return root;
    }
    throw new AssertionError("Not a JSON object");
  }

  private static Path folder() {
    try {
      return Path.of(Objects.requireNonNull(Fixtures.class.getResource("/meta")).toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
