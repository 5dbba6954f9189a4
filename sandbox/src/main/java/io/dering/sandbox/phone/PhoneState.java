package io.dering.sandbox.phone;

/// How far a call has come, as the customer sees it.
public enum PhoneState {
  CALLING,
  RINGING,
  CONNECTED,
  ENDED
}
