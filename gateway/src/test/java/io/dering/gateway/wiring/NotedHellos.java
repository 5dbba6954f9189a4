package io.dering.gateway.wiring;

import io.dering.media.dtls.DtlsAttempts;
import io.dering.media.dtls.DtlsEngine;
import io.dering.media.dtls.DtlsEngines;
import io.dering.media.dtls.DtlsPeek;
import io.dering.media.dtls.Fingerprint;
import java.util.concurrent.CompletableFuture;

/// The engines of a process, and whether any of them was said hello to.
record NotedHellos(DtlsEngines engines, CompletableFuture<Boolean> said) implements DtlsEngines {
  @Override
  public DtlsAttempts towards(Fingerprint expected) {
    DtlsAttempts attempts = engines.towards(expected);
    return (role, sink) -> noting(attempts.open(role, sink));
  }

  @Override
  public Fingerprint localFingerprint() {
    return engines.localFingerprint();
  }

  private DtlsEngine noting(DtlsEngine engine) {
    return new DtlsEngine() {
      @Override
      public void receive(byte[] b, int off, int len) {
        if (DtlsPeek.isClientHello(b, off, len)) {
          said.complete(true);
        }
        engine.receive(b, off, len);
      }

      @Override
      public void close() {
        engine.close();
      }
    };
  }
}
