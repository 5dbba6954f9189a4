package io.dering.signaling.room;

/// What kind of message it is. Stored by name: append only.
public enum MessageKind {
  TEXT(true),
  AUDIO(true),
  /// A recording that the customer left instead of a call (IN-10).
  VOICEMAIL(true),
  IMAGE(true),
  VIDEO(true),
  DOCUMENT(true),
  STICKER(true),
  LOCATION(true),
  CONTACTS(true),
  ORDER(true),
  /// A choice from buttons, from a list, or in a form.
  CHOICE(true),
  /// An answer to a request for call permission.
  PERMISSION_REPLY(true),
  /// The same, but Meta said it and not the customer.
  PERMISSION_CHANGE(false),
  REACTION(false),
  /// A customer changed number or id.
  SYSTEM(false),
  /// The customer wrote what Meta's API cannot show.
  UNSUPPORTED(true),
  /// The customer wrote what this version does not know.
  UNKNOWN(true),
  /// Sent by the business through another system: known by its status alone.
  SENT(false),
  /// Sent by the business from here: a button by which the customer calls (IN-14).
  CALL_BUTTON(false),
  /// Sent by the business from here: a request for call permission (PM-9).
  PERMISSION_REQUEST(false);

  private final boolean writing;

  MessageKind(boolean writing) {
    this.writing = writing;
  }

  /// Whether the customer wrote, or answered a message: that opens and reopens a room (RM-1).
  public boolean isWriting() {
    return writing;
  }
}
