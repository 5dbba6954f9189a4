package io.dering.signaling.tariff;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads CSV as RFC 4180 has it: fields may be quoted, a quote in one is doubled, lines end with LF
/// or CRLF, the last one may go without. Beyond it, a byte order mark, empty lines and lines that
/// begin with `#` are passed over: a file can say what it is.
final class Csv {
  /// One record of the file, with the line that it begins in.
  record Line(int number, List<String> fields) {}

  private final String text;
  private final List<Line> lines = new ArrayList<>();
  private List<String> fields = new ArrayList<>();
  private int line = 1;
  private int begins = 1;
  private int at;

  private Csv(String text) {
    this.text = text;
    this.at = text.startsWith("\uFEFF") ? 1 : 0;
  }

  /// Its lines, or the number of the one that is not CSV.
  record Read(List<Line> lines, Optional<Integer> brokenLine) {}

  static Read read(String text) {
    Csv csv = new Csv(text);
    while (csv.at < text.length()) {
      if (!csv.field()) {
        return new Read(List.of(), Optional.of(csv.begins));
      }
    }
    csv.endLine();
    return new Read(List.copyOf(csv.lines), Optional.empty());
  }

  /// One field and what ends it.
  private boolean field() {
    StringBuilder field = new StringBuilder();
    if (text.charAt(at) == '"' ? !quoted(field) : !plain(field)) {
      return false;
    }
    fields.add(field.toString());
    if (at == text.length()) {
      return true;
    }
    char end = text.charAt(at);
    if (end == ',') {
      at++;
      if (at == text.length()) {
        fields.add("");
      } else if (isLineEnd(at)) {
        fields.add("");
        return lineEnd();
      }
      return true;
    }
    return isLineEnd(at) && lineEnd();
  }

  private boolean plain(StringBuilder field) {
    while (at < text.length() && text.charAt(at) != ',' && !isLineEnd(at)) {
      char next = text.charAt(at++);
      if (next == '"' || next == '\r') {
        return false;
      }
      field.append(next);
    }
    return true;
  }

  private boolean quoted(StringBuilder field) {
    at++;
    while (at < text.length()) {
      char next = text.charAt(at++);
      if (next == '\n') {
        line++;
      }
      if (next != '"') {
        field.append(next);
      } else if (at < text.length() && text.charAt(at) == '"') {
        field.append('"');
        at++;
      } else {
        return true;
      }
    }
    return false;
  }

  private boolean isLineEnd(int place) {
    return text.charAt(place) == '\n'
        || (text.charAt(place) == '\r'
            && place + 1 < text.length()
            && text.charAt(place + 1) == '\n');
  }

  private boolean lineEnd() {
    at += text.charAt(at) == '\r' ? 2 : 1;
    line++;
    endLine();
    return true;
  }

  private void endLine() {
    boolean isEmpty = fields.isEmpty() || (fields.size() == 1 && fields.getFirst().isBlank());
    if (!isEmpty && !fields.getFirst().startsWith("#")) {
      lines.add(new Line(begins, List.copyOf(fields)));
    }
    fields = new ArrayList<>();
    begins = line;
  }
}
