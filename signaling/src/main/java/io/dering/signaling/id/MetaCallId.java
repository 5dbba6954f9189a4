package io.dering.signaling.id;

/// Meta's id of a call (`wacid.` and base64 text): opaque, and personal data because it decodes to
/// both phone numbers. Reference part 0.5: about 100 characters, up to 255 allowed.
public record MetaCallId(String value) {
  /// No id of Meta's begins like this.
  private static final String PENDING = "pending:";

  /// @throws IllegalArgumentException when the text is empty or longer than 255 characters
  public MetaCallId {
    Ids.check("MetaCallId", value, 255);
  }

  /// What stands in its place until Meta has given a call of the business's an id.
  public static MetaCallId pending(CallId call) {
    return new MetaCallId(PENDING + call.value());
  }

  /// Whether it stands in the place of one that is not known.
  public boolean isPending() {
    return value.startsWith(PENDING);
  }

  /// Redacted: the value is personal data and must not reach a log.
  @Override
  public String toString() {
    return "MetaCallId[redacted]";
  }
}
