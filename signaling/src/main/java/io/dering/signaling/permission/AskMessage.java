package io.dering.signaling.permission;

import java.util.List;

/// A request for call permission as it is sent.
public sealed interface AskMessage {
  /// Inside the 24-hour window (Meta reference 3.1).
  record FreeForm(String caption) implements AskMessage {
    /// Redacted: what is written to a customer.
    @Override
    public String toString() {
      return "FreeForm";
    }
  }

  /// A template that Meta has approved (Meta reference 3.2).
  ///
  /// @param language exactly as approved
  /// @param parameters of its body, in order
  record Template(String name, String language, List<String> parameters) implements AskMessage {
    /// More is no template.
    public static final int MAX_PARAMETERS = 10;

    public Template {
      parameters = List.copyOf(parameters);
    }

    /// Redacted: what is written to a customer.
    @Override
    public String toString() {
      return "Template[" + name + "]";
    }
  }
}
