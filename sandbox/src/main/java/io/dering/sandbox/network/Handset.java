package io.dering.sandbox.network;

import io.dering.sandbox.calls.Ending;
import io.dering.transport.udp.MediaLeg;
import java.time.Instant;

/// The customer's telephone of one call, whatever it is made of. Told on the sandbox's context,
/// except where said otherwise.
public interface Handset {
  /// Takes the place of a telephone whose call is over.
  Handset NOBODY =
      new Handset() {
        @Override
        public void leg(MediaLeg towardsBusiness) {}

        @Override
        public void ringing() {}

        @Override
        public void connected(Instant since, long acceptedNanos) {}

        @Override
        public void open() {}

        @Override
        public void ended(Ending ending) {}

        @Override
        public void remark(String sentence) {}
      };

  /// The media path towards the business is being built. Nothing may be sent on it yet.
  void leg(MediaLeg towardsBusiness);

  /// The business is being told of the call.
  default void offered() {}

  void ringing();

  /// The business has accepted.
  ///
  /// @param acceptedNanos the same moment on the media clock, directly before the 200 was written
  void connected(Instant since, long acceptedNanos);

  /// Speak, and hear.
  void open();

  /// The call is over and the leg is being closed.
  void ended(Ending ending);

  /// Something a person at the phone may want to know, a sentence.
  void remark(String sentence);

  /// RTP of the business, in the clear. On the media loop's thread, borrowed.
  ///
  /// @param early it came before accept's 200; nobody may hear it
  default void heard(byte[] buffer, int offset, int length, long nowNanos, boolean early) {}
}
