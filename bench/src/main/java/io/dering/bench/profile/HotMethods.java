package io.dering.bench.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Where samples of user code hit the media thread, by method. What the compiler has put into
/// another method counts as that one: machine code knows no better. The Java machine's own pieces,
/// such as its AES, have no names: whoever calls them is named.
final class HotMethods {
  /// A sample begins with its thread.
  private static final Pattern HEAD = Pattern.compile("\\s*\\S.*?\\s+(\\d+)\\s*");

  /// Then the address, what is there and in which file; then the same of who called it.
  private static final Pattern FRAME = Pattern.compile("\\s+[0-9a-f]+\\s+(.*)\\s\\((\\S+)\\)\\s*");

  /// As the Java machine writes it into its map: `long io.dering.media.srtp.Ghash.add(byte[],
  /// int)`.
  private static final Pattern METHOD = Pattern.compile("\\S+ (\\S+)\\(.*\\)");

  private static final String STUB = "StubRoutines";

  private final Set<Integer> media;
  private final Map<String, Long> hits = new HashMap<>();
  private long sum;

  /// Whether the sample is of these threads and not counted yet.
  private boolean open;

  private @Nullable String stub;

  HotMethods(Set<Integer> media) {
    this.media = media;
  }

  /// @param share of all samples of these threads
  record Hot(String method, double share) {}

  /// The next line of `perf script -F comm,tid,ip,sym,dso`; an empty one ends a sample.
  void add(String line) {
    Matcher frame = FRAME.matcher(line);
    if (frame.matches()) {
      frame(name(frame.group(1), frame.group(2)));
      return;
    }
    if (open && stub != null) {
      count(stub);
    }
    Matcher head = HEAD.matcher(line);
    open = head.matches() && media.contains(Integer.parseInt(head.group(1)));
    stub = null;
  }

  private void frame(String name) {
    if (!open) {
      return;
    }
    if (stub != null) {
      count(stub + " for " + name);
    } else if (name.startsWith(STUB)) {
      stub = name;
    } else {
      count(name);
    }
  }

  private void count(String name) {
    hits.merge(name, 1L, Long::sum);
    sum++;
    open = false;
  }

  long samples() {
    return sum;
  }

  /// The most first.
  List<Hot> most(int many) {
    return hits.entrySet().stream()
        .sorted(
            Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .limit(many)
        .map(one -> new Hot(one.getKey(), (double) one.getValue() / sum))
        .toList();
  }

  private static String name(String symbol, String file) {
    String bare = symbol.strip();
    if (!file.endsWith(".map")) {
      return bare + " (" + file.substring(file.lastIndexOf('/') + 1) + ")";
    }
    Matcher method = METHOD.matcher(bare);
    if (!method.matches()) {
      return bare;
    }
    // The class and the method say enough.
    String whole = method.group(1);
    int dot = whole.lastIndexOf('.', whole.lastIndexOf('.') - 1);
    return whole.substring(dot + 1);
  }
}
