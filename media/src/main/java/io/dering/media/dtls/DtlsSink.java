package io.dering.media.dtls;

/// Where an engine puts what it has to say. Called from any thread; the owner hops to its own. At
/// most one of `established` and `failed` is called, once; `closed` only after `established`.
public interface DtlsSink {
  /// Send this datagram to the peer. The array belongs to the sink.
  void transmit(byte[] datagram);

  /// Both ends are authenticated and the keys exported.
  void established(DtlsKeys keys);

  /// The attempt is over. Another may be opened.
  void failed(DtlsFailure why);

  /// The peer has ended an established connection (close_notify or a fatal alert, both
  /// authenticated).
  void closed();

  /// The last word of every engine, whatever became of it: nothing comes after.
  default void ended() {}
}
