package io.dering.sandbox.calls;

/// What a business must not do although nothing refuses it at once. Each is counted and shown.
public enum Offence {
  /// RTP before the 200 of accept: a customer's WhatsApp takes it for the answer, starts its timer,
  /// and loses the first words.
  MEDIA_BEFORE_ACCEPT("media before accept"),
  /// A second SSRC: Meta's relay rewrites one, a second one corrupts the audio.
  SECOND_SSRC("second SSRC");

  private final String words;

  Offence(String words) {
    this.words = words;
  }

  public String words() {
    return words;
  }
}
