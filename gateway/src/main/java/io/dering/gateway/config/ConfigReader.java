package io.dering.gateway.config;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import io.smallrye.config.source.yaml.YamlConfigSource;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/// Reads a [GatewayConfig] from its sources: environment over file over demo over defaults.
///
/// One use each: set the sources, then [#read]. Nothing is looked up by name in the network.
public final class ConfigReader {
  private static final String PREFIX = "DERING_";
  private static final String FILE_SUFFIX = "_FILE";
  private static final long MAX_FILE_LENGTH = 1 << 20;

  private final Mode mode;
  private @Nullable Path file;
  private Map<String, String> environment = Map.of();

  public ConfigReader(Mode mode) {
    this.mode = mode;
  }

  /// The YAML file of `--config`.
  public ConfigReader file(Path yaml) {
    this.file = yaml;
    return this;
  }

  /// The whole environment; only `DERING_*` is looked at.
  public ConfigReader environment(Map<String, String> variables) {
    this.environment = Map.copyOf(variables);
    return this;
  }

  /// @throws InvalidConfig with one sentence when anything is unknown, out of bounds or missing
  public GatewayConfig read() {
    return new ConfigTree(values(), mode).read();
  }

  /// The effective value and origin of every key that is set, secrets as `set`, in the catalogue's
  /// order. Reads and checks the whole configuration first.
  public List<String> describe() {
    read();
    return values().describe();
  }

  private ConfigValues values() {
    List<ConfigSource> sources = new ArrayList<>();
    if (mode.demo()) {
      sources.add(new PropertiesConfigSource(Demo.properties(), "the demo", 50));
    }
    yaml().ifPresent(sources::add);
    sources.add(new EnvConfigSource(variables(), 300));
    SmallRyeConfig config =
        new SmallRyeConfigBuilder().withSources(sources.toArray(ConfigSource[]::new)).build();
    return new ConfigValues(config, file == null ? "file" : file.toString());
  }

  private Optional<ConfigSource> yaml() {
    if (file == null) {
      return Optional.empty();
    }
    String text = YamlFile.text(file, MAX_FILE_LENGTH);
    YamlFile.keys(file, text)
        .forEach(name -> {
          if (Key.all().stream().noneMatch(key -> key.names(name))) {
            throw new InvalidConfig(
                isList(name)
                    ? "%s in %s must be a list.".formatted(name, file)
                    : "Unknown key %s in %s%s"
                        .formatted(name, file, Spelling.suggestion(name, Spelling.paths())));
          }
        });
    try {
      return Optional.of(new YamlConfigSource(file.toString(), text, 110));
    } catch (RuntimeException e) {
      throw new InvalidConfig("%s cannot be read as YAML: %s".formatted(file, e.getMessage()));
    }
  }

  private static boolean isList(String name) {
    String list = name.replaceAll("\\[\\d+]", "[]") + "[]";
    return Key.all().stream().anyMatch(key -> key.path().startsWith(list));
  }

  /// The `DERING_*` variables without that prefix, `*_FILE` replaced by what the file holds.
  private Map<String, String> variables() {
    Map<String, String> variables = new HashMap<>();
    for (Map.Entry<String, String> entry : new TreeMap<>(environment).entrySet()) {
      if (!entry.getKey().startsWith(PREFIX)) {
        continue;
      }
      String name = entry.getKey().substring(PREFIX.length());
      Key key = keyOf(name);
      boolean fromFile = key.kind().secret() && name.endsWith(FILE_SUFFIX);
      String plain = fromFile ? name.substring(0, name.length() - FILE_SUFFIX.length()) : name;
      String value = fromFile ? secretFile(entry.getKey(), entry.getValue()) : entry.getValue();
      if (variables.put(plain, value) != null) {
        throw new InvalidConfig(
            "%s%s and %s%s%s are both set; keep one."
                .formatted(PREFIX, plain, PREFIX, plain, FILE_SUFFIX));
      }
    }
    return variables;
  }

  private static Key keyOf(String name) {
    return Key.all().stream()
        .filter(key -> Variables.pattern(key).matcher(name).matches())
        .findFirst()
        .orElseThrow(() ->
            new InvalidConfig(
                "The environment variable %s%s belongs to no key of the configuration%s"
                    .formatted(
                        PREFIX, name, Spelling.suggestion(PREFIX + name, Spelling.variables()))));
  }

  private static String secretFile(String variable, String path) {
    try {
      return Files.readString(Path.of(path)).strip();
    } catch (NoSuchFileException _) {
      throw new InvalidConfig(
          "%s names the file %s, which is not there.".formatted(variable, path));
    } catch (MalformedInputException _) {
      throw new InvalidConfig("%s names the file %s, which is not text.".formatted(variable, path));
    } catch (IOException e) {
      throw new InvalidConfig(
          "%s names the file %s, which cannot be read: %s."
              .formatted(variable, path, e.getMessage()));
    }
  }
}
