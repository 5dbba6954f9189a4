package io.dering.sandbox.calls;

/// What a business must not do although nothing refuses it at once. Each is counted and shown.
public enum Offence {
  /// RTP before the 200 of accept: a customer's WhatsApp takes it for the answer, starts its timer,
  /// and loses the first words.
  MEDIA_BEFORE_ACCEPT(
      "media before accept",
      "The business sent RTP before the 200 of accept. A customer's WhatsApp would show the call as"
          + " answered and lose the first words."),
  /// RTP on a call of the business's before the customer picked up: a status says ACCEPTED, the
  /// connect webhook does not.
  MEDIA_BEFORE_PICKUP(
      "media before pickup",
      "The business sent RTP before the customer picked up. The connect webhook of an outbound call"
          + " only carries Meta's answer; the status ACCEPTED is the pickup."),
  /// A second SSRC: Meta's relay rewrites one, a second one corrupts the audio.
  SECOND_SSRC(
      "second SSRC",
      "The business changed its SSRC within the call. Meta's relay rewrites one; a second one"
          + " corrupts the audio.");

  private final String words;
  private final String meaning;

  Offence(String words, String meaning) {
    this.words = words;
    this.meaning = meaning;
  }

  /// What a customer would notice, in sentences.
  public String meaning() {
    return meaning;
  }

  public String words() {
    return words;
  }
}
