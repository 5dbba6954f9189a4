package io.dering.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The samples of Meta's wire format in `src/test/resources/meta`.
public final class Fixtures {
  private Fixtures() {}

  public static byte[] bytes(String name) {
    try (InputStream in = Fixtures.class.getResourceAsStream("/meta/" + name)) {
      if (in == null) {
        throw new IllegalArgumentException("no fixture " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonNode json(String name) {
    try {
      return new JsonMapper().readTree(bytes(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Every path of a document with the type that stands there, for example `/entry/0/id:STRING`.
  /// Two documents of equal shape have equal sets.
  public static Set<String> shape(JsonNode node) {
    Set<String> paths = new TreeSet<>();
    walk(node, "", paths);
    return paths;
  }

  private static void walk(JsonNode node, String path, Set<String> paths) {
    paths.add(path + ":" + node.getNodeType());
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        walk(field.getValue(), path + "/" + field.getKey(), paths);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(node.get(i), path + "/" + i, paths);
      }
    }
  }
}
