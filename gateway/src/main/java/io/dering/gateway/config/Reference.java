package io.dering.gateway.config;

import java.util.ArrayList;
import java.util.List;

/// The catalogue written out as a YAML file: what `config/dering.yaml` holds.
public final class Reference {
  private static final String HEAD =
      """
      # The configuration of Dering: every key, what it does, its bounds and default.
      #
      # Each key can also be set by the environment variable named with it, which wins over this
      # file; elements of lists by index. Secrets may come from a file: the variable's name plus
      # _FILE. An unknown key, here or as a DERING_ variable, stops the start.
      # Keys of the accounts below have no default: what stands there is an example.
      #
      # This file is `dering config reference`; check yours with `dering config check`.
      """;

  static final String EXAMPLE_TOKEN = "replace-me-by-a-long-random-text";

  private Reference() {}

  /// The file's text, ending in a line end.
  public static String yaml() {
    StringBuilder out = new StringBuilder(HEAD);
    List<String> open = new ArrayList<>();
    for (Key key : Key.all()) {
      List<String> parents = List.of(key.path().split("\\."));
      List<String> branch = parents.subList(0, parents.size() - 1);
      boolean startsElement = openBranch(out, open, branch);
      String indent = indent(branch);
      String dash = startsElement ? indent.substring(2) + "- " : indent;
      out.append(indent).append("# ").append(key.sentence()).append('\n');
      out.append(indent).append("# ").append(note(key)).append('\n');
      out.append(dash).append(parents.getLast()).append(": ").append(value(key)).append('\n');
    }
    return out.toString();
  }

  /// Writes the names of the maps that `branch` opens; whether its last is a new list element.
  private static boolean openBranch(StringBuilder out, List<String> open, List<String> branch) {
    int shared = 0;
    while (shared < Math.min(open.size(), branch.size())
        && open.get(shared).equals(branch.get(shared))) {
      shared++;
    }
    boolean opened = shared < branch.size();
    for (int i = shared; i < branch.size(); i++) {
      if (i == 0) {
        out.append('\n');
      }
      String name = branch.get(i).replace("[]", "");
      out.append(indent(branch.subList(0, i))).append(name).append(":\n");
    }
    open.clear();
    open.addAll(branch);
    return opened && branch.getLast().endsWith("[]");
  }

  private static String indent(List<String> branch) {
    int depth = branch.stream().mapToInt(name -> name.endsWith("[]") ? 4 : 2).sum();
    return " ".repeat(depth);
  }

  private static String note(Key key) {
    String bounds = key.kind().secret() ? "secret; " + key.bounds() : key.bounds();
    String fallback = key.inList() || key.shown().isEmpty() ? "" : "; default " + key.shown();
    return "[%s%s] %s".formatted(bounds, fallback, key.variable());
  }

  private static String value(Key key) {
    return switch (key.kind()) {
      case NUMBER, SWITCH -> key.shown();
      case LIST, SECRETS -> "[" + key.shown() + "]";
      case SECRET -> "\"" + secretExample(key) + "\"";
      case TEXT -> "\"" + key.shown() + "\"";
    };
  }

  /// An element of a list needs a token to be complete; serve refuses this one.
  private static String secretExample(Key key) {
    return key == Key.API_TOKENS_TOKEN ? EXAMPLE_TOKEN : key.shown();
  }
}
