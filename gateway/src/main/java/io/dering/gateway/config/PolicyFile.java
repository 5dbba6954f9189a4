package io.dering.gateway.config;

import io.dering.signaling.permission.CallingLimits;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;

/// The dated figures of calling out, in a file of their own (`config/policy.yaml`): taken as a
/// whole or refused as a whole, with the line and what would be right there.
public final class PolicyFile {
  /// More is no policy.
  static final long MAX_LENGTH = 64 * 1024;

  private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);

  private final Path file;
  private final Map<String, ScalarNode> values = new HashMap<>();

  private PolicyFile(Path file) {
    this.file = file;
  }

  /// @throws InvalidConfig with one sentence that names the line and the rule
  public static CallingLimits read(Path file) {
    return read(file, YamlFile.text(file, MAX_LENGTH));
  }

  static CallingLimits read(Path file, String text) {
    PolicyFile read = new PolicyFile(file);
    read.collect(read.root(text), "");
    return read.limits();
  }

  private MappingNode root(String text) {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    options.setMaxAliasesForCollections(10);
    try {
      Node root = new Yaml(new SafeConstructor(options)).compose(new java.io.StringReader(text));
      if (root instanceof MappingNode map) {
        return map;
      }
      throw refused(1, "must be a YAML map of keys");
    } catch (MarkedYAMLException e) {
      int line = e.getProblemMark() == null ? 0 : e.getProblemMark().getLine() + 1;
      throw refused(line, "cannot be read as YAML: " + e.getProblem());
    } catch (YAMLException e) {
      throw refused(1, "cannot be read as YAML: " + e.getMessage());
    }
  }

  private void collect(MappingNode map, String prefix) {
    for (NodeTuple entry : map.getValue()) {
      String name = prefix + (entry.getKeyNode() instanceof ScalarNode key ? key.getValue() : "?");
      int line = entry.getKeyNode().getStartMark().getLine() + 1;
      switch (entry.getValueNode()) {
        case MappingNode branch -> collect(branch, name + ".");
        case ScalarNode value -> {
          if (Figure.named(name) == null && !name.equals(AS_OF) && !name.equals(BARRED)) {
            throw refused(line, "`" + name + "` is no figure of the policy");
          }
          if (values.put(name, value) != null) {
            throw refused(line, "`" + name + "` is written twice");
          }
        }
        default -> throw refused(line, "`" + name + "` must be a figure");
      }
    }
  }

  private static final String AS_OF = "as-of";
  private static final String BARRED = "business.barred-countries";
  private static final Pattern COUNTRIES = Pattern.compile("([A-Z]{2}( [A-Z]{2}){0,99})?");

  /// A figure, with its bounds.
  private enum Figure {
    CONNECTED_PER_DAY("calls.connected-per-day", 1, 1_000),
    WARN_AFTER("calls.warn-after-unanswered", 1, 100),
    REVOKE_AFTER("calls.revoke-after-unanswered", 1, 100),
    RINGING_S("calls.ringing-s", 10, 120),
    ASKS_PER_DAY("requests.per-day", 1, 30),
    ASKS_PER_WEEK("requests.per-week", 1, 30),
    LIFETIME_H("requests.lifetime-h", 1, 168),
    TEMPORARY_H("permission.temporary-h", 1, 8_760);

    private final String path;
    private final int least;
    private final int most;

    Figure(String path, int least, int most) {
      this.path = path;
      this.least = least;
      this.most = most;
    }

    static @Nullable Figure named(String path) {
      for (Figure each : values()) {
        if (each.path.equals(path)) {
          return each;
        }
      }
      return null;
    }
  }

  private CallingLimits limits() {
    int warn = number(Figure.WARN_AFTER);
    int revoke = number(Figure.REVOKE_AFTER);
    if (revoke < warn) {
      throw refused(Figure.REVOKE_AFTER, "must not be less than " + Figure.WARN_AFTER.path);
    }
    int day = number(Figure.ASKS_PER_DAY);
    int week = number(Figure.ASKS_PER_WEEK);
    if (week < day) {
      throw refused(Figure.ASKS_PER_WEEK, "must not be less than " + Figure.ASKS_PER_DAY.path);
    }
    return new CallingLimits(
        date(),
        number(Figure.CONNECTED_PER_DAY),
        day,
        week,
        Duration.ofHours(number(Figure.LIFETIME_H)),
        Duration.ofHours(number(Figure.TEMPORARY_H)),
        warn,
        revoke,
        Duration.ofSeconds(number(Figure.RINGING_S)),
        barred());
  }

  /// Files of before it was a figure do not have it.
  private Set<String> barred() {
    ScalarNode node = values.get(BARRED);
    if (node == null) {
      return CallingLimits.DEFAULT.barredCountries();
    }
    if (!COUNTRIES.matcher(node.getValue()).matches()) {
      throw refused(
          line(node), "`" + BARRED + "` must be countries as CA US, with capital letters");
    }
    return node.getValue().isEmpty()
        ? Set.of()
        : Set.copyOf(List.of(node.getValue().split(" ", -1)));
  }

  private LocalDate date() {
    ScalarNode node = values.get(AS_OF);
    if (node == null) {
      throw refused(1, "`" + AS_OF + "` is missing: the day from which the figures are");
    }
    try {
      LocalDate date = LocalDate.parse(node.getValue());
      if (!date.isBefore(FIRST) && date.getYear() < 2_100) {
        return date;
      }
    } catch (DateTimeException _) {
      // The same sentence as for a day out of all reason.
    }
    throw refused(line(node), "`" + AS_OF + "` must be a day as 2026-11-01");
  }

  private int number(Figure figure) {
    ScalarNode node = values.get(figure.path);
    if (node == null) {
      throw refused(1, "`" + figure.path + "` is missing");
    }
    String rule = "must be a whole number from " + figure.least + " to " + figure.most;
    if (!node.getValue().matches("\\d{1,6}")) {
      throw refused(figure, rule);
    }
    int number = Integer.parseInt(node.getValue());
    if (number < figure.least || number > figure.most) {
      throw refused(figure, rule);
    }
    return number;
  }

  private static int line(Node node) {
    return node.getStartMark().getLine() + 1;
  }

  private InvalidConfig refused(Figure figure, String rule) {
    ScalarNode node = values.get(figure.path);
    return refused(node == null ? 1 : line(node), "`" + figure.path + "` " + rule);
  }

  private InvalidConfig refused(int line, String rule) {
    return new InvalidConfig("%s, line %d: %s.".formatted(file, line, rule));
  }
}
