package io.dering.bench.profile;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where samples of user code hit the media thread, by method. What the compiler has put into
/// another method counts as that one: machine code knows no better.
final class HotMethods {
  /// `perf script -F comm,tid,ip,sym,dso`: thread, address, what is there and in which file.
  private static final Pattern SHAPE =
      Pattern.compile("\\s*\\S.*?\\s+(\\d+)\\s+[0-9a-f]+\\s+(.*)\\s\\((\\S+)\\)\\s*");

  /// As the Java machine writes it into its map: `long io.dering.media.srtp.Ghash.add(byte[],
  /// int)`.
  private static final Pattern METHOD = Pattern.compile("\\S+ (\\S+)\\(.*\\)");

  private final Set<Integer> media;
  private final Map<String, Long> hits = new HashMap<>();
  private long sum;

  HotMethods(Set<Integer> media) {
    this.media = media;
  }

  /// @param share of all samples of these threads
  record Hot(String method, double share) {}

  /// The next line of samples.
  void add(String line) {
    Matcher shape = SHAPE.matcher(line);
    if (shape.matches() && media.contains(Integer.parseInt(shape.group(1)))) {
      hits.merge(name(shape.group(2), shape.group(3)), 1L, Long::sum);
      sum++;
    }
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
