package io.dering.bench.report;

import java.util.List;
import java.util.Locale;

/// The drawn part of a chart that all charts have: its box, its marks, its lines; SVG whose colours
/// are classes of the page.
final class Frame {
  static final double WIDTH = 480;
  static final double HEIGHT = 230;
  private static final double LEFT = 52;
  private static final double RIGHT = 10;
  private static final double TOP = 10;
  private static final double BOTTOM = 34;

  private final StringBuilder svg = new StringBuilder();
  private final Scale upright;

  Frame(String title, Scale upright) {
    this.upright = upright;
    svg.append(
        "<svg viewBox=\"0 0 %s %s\" role=\"img\" aria-label=\"%s\">%n"
            .formatted(n(WIDTH), n(HEIGHT), Words.escaped(title)));
    for (double mark : upright.marks()) {
      svg.append(
          "<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%s\" y2=\"%s\"/>"
              .formatted(n(LEFT), n(WIDTH - RIGHT), n(y(mark)), n(y(mark))));
      text(LEFT - 6, y(mark) + 4, "end", Words.number(mark));
    }
  }

  /// @param share of the width, 0 to 1
  static double x(double share) {
    return LEFT + share * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - Math.min(1, value / upright.top()) * (HEIGHT - BOTTOM - TOP);
  }

  void markBelow(double share, String word) {
    svg.append(
        "<line class=\"axis\" x1=\"%1$s\" x2=\"%1$s\" y1=\"%2$s\" y2=\"%3$s\"/>"
            .formatted(n(x(share)), n(HEIGHT - BOTTOM), n(HEIGHT - BOTTOM + 4)));
    String anchor = share > 0.96 ? "end" : share < 0.02 ? "start" : "middle";
    text(x(share), HEIGHT - BOTTOM + 16, anchor, word);
  }

  void nameBelow(String words) {
    text(x(0.5), HEIGHT - 3, "middle", words);
  }

  void span(double fromShare, double toShare, String name) {
    svg.append(
        "<rect class=\"span\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
            .formatted(
                n(x(fromShare)),
                n(TOP),
                n(Math.max(1, x(toShare) - x(fromShare))),
                n(HEIGHT - BOTTOM - TOP)));
    text(x(fromShare) + 3, TOP + 11, "start", name);
  }

  /// @param points share of the width and value; a value that is not a number is a gap
  void line(int number, List<double[]> points) {
    StringBuilder path = new StringBuilder();
    boolean pen = false;
    for (double[] point : points) {
      boolean there = Double.isFinite(point[1]);
      if (there) {
        path.append(pen ? 'L' : 'M').append(n(x(point[0]))).append(' ').append(n(y(point[1])));
      }
      pen = there;
    }
    svg.append("<path class=\"line s%d\" d=\"%s\"/>%n".formatted(number, path));
  }

  /// What is told of a place on the chart when somebody points at it.
  void tip(double fromShare, double toShare, String words) {
    svg.append(
        "<rect class=\"tip\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"><title>%s</title></rect>"
            .formatted(
                n(x(fromShare)),
                n(TOP),
                n(x(toShare) - x(fromShare)),
                n(HEIGHT - BOTTOM - TOP),
                Words.escaped(words)));
  }

  String done() {
    svg.append(
        "<line class=\"axis\" x1=\"%s\" x2=\"%s\" y1=\"%3$s\" y2=\"%3$s\"/>%n</svg>%n"
            .formatted(n(LEFT), n(WIDTH - RIGHT), n(HEIGHT - BOTTOM)));
    return svg.toString();
  }

  private void text(double x, double y, String anchor, String words) {
    svg.append(
        "<text x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>%n"
            .formatted(n(x), n(y), anchor, Words.escaped(words)));
  }

  private static String n(double value) {
    return String.format(Locale.ROOT, "%.1f", value).replace(".0", "");
  }
}
