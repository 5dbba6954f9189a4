package io.dering.gateway.config;

import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/// The YAML file before SmallRye sees it, which drops keys without a value and lets the later of
/// two equal keys win: here both are seen.
final class YamlFile {
  private YamlFile() {}

  static String text(Path file, long maxLength) {
    try {
      if (Files.size(file) > maxLength) {
        throw new InvalidConfig("%s is larger than %d bytes.".formatted(file, maxLength));
      }
      return Files.readString(file);
    } catch (NoSuchFileException _) {
      throw new InvalidConfig(
          "The configuration file %s is not there; `dering config reference` prints one to start"
                  .formatted(file)
              + " from.");
    } catch (MalformedInputException _) {
      throw new InvalidConfig("%s is not UTF-8 text.".formatted(file));
    } catch (IOException e) {
      throw new InvalidConfig("%s cannot be read: %s.".formatted(file, e.getMessage()));
    }
  }

  /// The names of all leaves, with indices: `accounts[0].id`. Empty maps and lists have none.
  static List<String> keys(Path file, String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(10);
    List<String> names = new ArrayList<>();
    try {
      @Nullable Object root = new Yaml(new SafeConstructor(options)).load(text);
      if (root != null && !(root instanceof Map)) {
        throw new InvalidConfig("%s must be a YAML map of keys.".formatted(file));
      }
      collect("", root, names);
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw new InvalidConfig(
          "%s cannot be read as YAML: line %d: %s.".formatted(file, line, e.getProblem()));
    } catch (YAMLException e) {
      throw new InvalidConfig("%s cannot be read as YAML: %s.".formatted(file, e.getMessage()));
    }
    return names;
  }

  private static void collect(String path, @Nullable Object node, List<String> names) {
    if (node instanceof Map<?, ?> map) {
      map.forEach(
          (name, child) -> collect(path.isEmpty() ? "" + name : path + "." + name, child, names));
    } else if (node instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(path + "[" + i + "]", list.get(i), names);
      }
    } else if (!path.isEmpty() && !(node == null && isBranch(path))) {
      names.add(path);
    }
  }

  /// Whether the name is a map of the catalogue (`http.tls`), which may stand there without a
  /// value.
  private static boolean isBranch(String path) {
    String generic = path.replaceAll("\\[\\d+]", "[]");
    return Key.all().stream()
        .anyMatch(
            key -> key.path().startsWith(generic + ".") || key.path().startsWith(generic + "[]."));
  }
}
