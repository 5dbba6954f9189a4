package io.dering.transport.dtls;

import io.dering.media.dtls.DtlsAdmission;
import io.dering.media.dtls.DtlsEngine;
import io.dering.media.dtls.DtlsFailure;
import io.dering.media.dtls.DtlsKeys;
import io.dering.media.dtls.DtlsPeek;
import io.dering.media.dtls.DtlsRecordFilter;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.DtlsSink;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsTimeoutException;
import org.jspecify.annotations.Nullable;

/// One handshake and the connection after it, on a virtual thread of its own.
///
/// | state | event | next | tells the sink |
/// |---|---|---|---|
/// | HANDSHAKE | no place among the handshakes | OVER | failed(OVERLOADED) |
/// | HANDSHAKE | keys exported | CONNECTED | established |
/// | HANDSHAKE | refused, timed out, mismatch | OVER | failed |
/// | CONNECTED | close_notify or alert from the peer | OVER | closed |
/// | any | `close()` | OVER | nothing but a close_notify datagram, if CONNECTED |
///
/// The filter stands here, and not only at the caller, because Bouncy Castle must never see a
/// datagram that has not passed one.
final class DtlsAttempt implements DtlsEngine {
  private enum State {
    HANDSHAKE,
    CONNECTED,
    OVER
  }

  private final AtomicReference<State> state = new AtomicReference<>(State.HANDSHAKE);
  private final DtlsRecordFilter filter;
  private final DatagramQueue queue;
  private final SrtpHandshake srtp;
  private final DtlsSink sink;
  private volatile @Nullable Thread thread;

  /// Of the owner's thread: a server has been said hello to, a client has said it.
  private boolean begun;

  DtlsAttempt(DtlsRole role, DatagramQueue queue, SrtpHandshake srtp, DtlsSink sink) {
    this.filter = new DtlsRecordFilter(role);
    this.begun = role == DtlsRole.CLIENT;
    this.queue = queue;
    this.srtp = srtp;
    this.sink = sink;
  }

  void start(DtlsHandshake handshake, Semaphore places) {
    Thread started =
        Thread.ofVirtual()
            .name("dtls")
            .unstarted(() -> {
              try {
                run(handshake, places);
              } finally {
                sink.ended();
              }
            });
    thread = started;
    started.start();
  }

  @Override
  public void receive(byte[] b, int off, int len) {
    if (state.get() == State.CONNECTED) {
      filter.established();
    }
    if (!begun && !DtlsPeek.isClientHello(b, off, len)) {
      // What the peer says to an attempt that is over would be taken for the answer to this one.
      return;
    }
    DtlsAdmission admission = filter.admit(b, off, len);
    if (admission == DtlsAdmission.ADMITTED) {
      begun = true;
      queue.offer(b, off, len);
    } else if (admission == DtlsAdmission.PLAIN_ALERT
        || admission == DtlsAdmission.INCONSISTENT_LENGTH) {
      // Two who contradict each other: the one that came first may be a stranger's, and then this
      // attempt never takes the peer's. The next one may.
      queue.doubted();
    }
  }

  @Override
  public void close() {
    state.set(State.OVER);
    Thread started = thread;
    if (started != null) {
      started.interrupt();
    }
  }

  private void run(DtlsHandshake handshake, Semaphore places) {
    if (!places.tryAcquire()) {
      fail(DtlsFailure.OVERLOADED);
      return;
    }
    DTLSTransport connection = null;
    try {
      connection = handshake.run(queue);
    } catch (TlsTimeoutException e) {
      fail(DtlsFailure.TIMED_OUT);
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle's exceptions say what the peer sent; our failure says what it means.
      fail(srtp.failure());
    } finally {
      places.release();
    }
    if (connection != null) {
      stay(connection);
    }
  }

  private void fail(DtlsFailure why) {
    queue.close();
    if (state.compareAndSet(State.HANDSHAKE, State.OVER)) {
      sink.failed(why);
    }
  }

  private void stay(DTLSTransport connection) {
    try {
      DtlsKeys keys = srtp.keys();
      queue.established();
      if (state.compareAndSet(State.HANDSHAKE, State.CONNECTED)) {
        sink.established(keys);
        listen(connection);
      }
    } catch (IOException e) {
      // Closed by either side: the state says by whom.
    } finally {
      end(connection);
    }
  }

  /// Until the connection ends, which shows as an exception. Application data is ignored: there are
  /// no data channels here.
  private static void listen(DTLSTransport connection) throws IOException {
    byte[] ignored = new byte[DatagramQueue.RECEIVE_LIMIT];
    while (!Thread.currentThread().isInterrupted()) {
      int _ = connection.receive(ignored, 0, ignored.length, 0);
    }
  }

  private void end(DTLSTransport connection) {
    try {
      connection.close();
    } catch (IOException e) {
      // Nothing is left to be closed.
    }
    if (state.compareAndSet(State.CONNECTED, State.OVER)) {
      sink.closed();
    }
  }
}
