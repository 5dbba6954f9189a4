package io.dering.transport.dtls;

import io.dering.media.dtls.DtlsAdmission;
import io.dering.media.dtls.DtlsEngine;
import io.dering.media.dtls.DtlsFailure;
import io.dering.media.dtls.DtlsKeys;
import io.dering.media.dtls.DtlsRecordFilter;
import io.dering.media.dtls.DtlsRole;
import io.dering.media.dtls.DtlsSink;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.bouncycastle.tls.DTLSTransport;
import org.bouncycastle.tls.TlsTimeoutException;
import org.jspecify.annotations.Nullable;

/// One handshake and the connection after it.
///
/// The handshake has a virtual thread of its own, because Bouncy Castle waits for the peer inside
/// of it. The connection has none: nearly always it only stands there until the call ends, and a
/// thread that waits costs 10 KiB of stack and buffers for each leg. Whatever comes in for it, and
/// its end, is attended to by a short virtual thread, one at a time.
///
/// | state | event | next | tells the sink |
/// |---|---|---|---|
/// | HANDSHAKE | no place among the handshakes | OVER | failed(OVERLOADED) |
/// | HANDSHAKE | keys exported | CONNECTED | established |
/// | HANDSHAKE | refused, timed out, mismatch | OVER | failed |
/// | CONNECTED | close_notify or alert from the peer | OVER | closed |
/// | any | `close()` | OVER | nothing but a close_notify datagram, if CONNECTED |
///
/// Whatever became of it, `ended` is the last that the sink is told.
///
/// The filter stands here, and not only at the caller, because Bouncy Castle must never see a
/// datagram that has not passed one.
final class DtlsAttempt implements DtlsEngine {
  private enum State {
    HANDSHAKE,
    CONNECTED,
    OVER
  }

  /// The shortest that Bouncy Castle may wait for a datagram; 0 would be for ever.
  private static final int GLANCE_MS = 1;

  private final AtomicReference<State> state = new AtomicReference<>(State.HANDSHAKE);
  private final DtlsRecordFilter filter;
  private final DatagramQueue queue;
  private final SrtpHandshake srtp;
  private final DtlsSink sink;
  private volatile @Nullable Thread thread;

  /// Null for a client, which says hello itself.
  private final @Nullable FirstWords firstWords;

  /// What has been asked of the connection and not been attended to. Whoever takes it from 0 begins
  /// a thread, and that thread goes on until it is 0 again.
  private final AtomicInteger asked = new AtomicInteger();

  private volatile @Nullable DTLSTransport connection;

  DtlsAttempt(
      DtlsRole role,
      DatagramQueue queue,
      FirstWords firstWords,
      SrtpHandshake srtp,
      DtlsSink sink) {
    this.filter = new DtlsRecordFilter(role);
    this.firstWords = role == DtlsRole.SERVER ? firstWords : null;
    this.queue = queue;
    this.srtp = srtp;
    this.sink = sink;
  }

  void start(DtlsHandshake handshake, Semaphore places) {
    Thread started = Thread.ofVirtual().name("dtls").unstarted(() -> run(handshake, places));
    thread = started;
    started.start();
  }

  @Override
  public void receive(byte[] b, int off, int len) {
    if (state.get() == State.CONNECTED) {
      filter.established();
    }
    FirstWords first = firstWords;
    if (first != null && state.get() != State.CONNECTED && len > 0) {
      if (len > DatagramQueue.RECEIVE_LIMIT) {
        return;
      }
      byte[] datagram = Arrays.copyOfRange(b, off, off + len);
      if (state.get() == State.OVER) {
        // For the next attempt.
        first.remember(datagram);
        return;
      }
      switch (first.of(datagram)) {
        case NOTHING -> {
          return;
        }
        case BEGIN -> {
          hear(first.hello());
          return;
        }
        case CONTRADICTION -> {
          queue.doubted();
          return;
        }
        case GO_ON -> {}
      }
    }
    DtlsAdmission admission = filter.admit(b, off, len);
    if (admission == DtlsAdmission.ADMITTED) {
      queue.offer(b, off, len);
      // Looked at again: the handshake may just have ended, and its thread no longer reads.
      if (state.get() == State.CONNECTED) {
        attendSoon();
      }
    } else if (admission == DtlsAdmission.PLAIN_ALERT
        || admission == DtlsAdmission.INCONSISTENT_LENGTH) {
      // Two who contradict each other: the one that came first may be a stranger's, and then this
      // attempt never takes the peer's. The next one may.
      queue.doubted();
    }
  }

  /// A server goes on where earlier attempts were: the peer that was answered says no hello again.
  void resume() {
    FirstWords first = firstWords;
    if (first != null && first.resume()) {
      hear(first.hello());
      hear(first.after());
    }
  }

  private void hear(List<byte[]> datagrams) {
    for (byte[] datagram : datagrams) {
      if (filter.admit(datagram, 0, datagram.length) == DtlsAdmission.ADMITTED) {
        queue.offer(datagram, 0, datagram.length);
      }
    }
  }

  @Override
  public void close() {
    if (state.getAndSet(State.OVER) == State.CONNECTED) {
      attendSoon();
      return;
    }
    Thread started = thread;
    if (started != null) {
      started.interrupt();
    }
  }

  private void run(DtlsHandshake handshake, Semaphore places) {
    if (!places.tryAcquire()) {
      fail(DtlsFailure.OVERLOADED);
      sink.ended();
      return;
    }
    DTLSTransport made = null;
    DtlsFailure failure = null;
    try {
      queue.begin();
      made = handshake.run(queue);
    } catch (TlsTimeoutException e) {
      failure = DtlsFailure.TIMED_OUT;
    } catch (IOException | RuntimeException e) {
      // Bouncy Castle's exceptions say what the peer sent; our failure says what it means.
      failure = srtp.failure();
    } finally {
      // A server's last flight, after which it waits for nothing.
      queue.flush();
      places.release();
      thread = null;
    }
    // Whoever is told of a failure finds its place free.
    if (failure != null) {
      fail(failure);
    }
    if (made == null) {
      sink.ended();
    } else {
      connect(made);
    }
  }

  private void fail(DtlsFailure why) {
    queue.close();
    if (state.compareAndSet(State.HANDSHAKE, State.OVER)) {
      sink.failed(why);
    }
  }

  private void connect(DTLSTransport made) {
    connection = made;
    queue.established();
    try {
      DtlsKeys keys = srtp.takeKeys();
      if (state.compareAndSet(State.HANDSHAKE, State.CONNECTED)) {
        sink.established(keys);
      }
    } catch (IOException e) {
      fail(srtp.failure());
    }
    attend();
  }

  private void attendSoon() {
    if (asked.getAndIncrement() == 0) {
      Thread.ofVirtual().name("dtls").start(this::attendUntilDone);
    }
  }

  private void attend() {
    if (asked.getAndIncrement() == 0) {
      attendUntilDone();
    }
  }

  private void attendUntilDone() {
    int done = 1;
    do {
      DTLSTransport standing = connection;
      if (standing != null) {
        attendTo(standing);
      }
      done = asked.addAndGet(-done);
    } while (done != 0);
  }

  /// Reads what has come, and ends the connection where either side has.
  private void attendTo(DTLSTransport standing) {
    try {
      byte[] ignored = new byte[DatagramQueue.RECEIVE_LIMIT];
      while (state.get() == State.CONNECTED && !queue.isEmpty()) {
        // Application data is ignored: there are no data channels here.
        int _ = standing.receive(ignored, 0, ignored.length, GLANCE_MS);
      }
    } catch (IOException | RuntimeException e) {
      // A fatal alert, or a close_notify with time left to look for more.
      queue.close();
    }
    // Bouncy Castle has closed it when the peer has.
    boolean closedByPeer = queue.isClosed() && state.compareAndSet(State.CONNECTED, State.OVER);
    if (state.get() == State.OVER) {
      end(standing);
      if (closedByPeer) {
        sink.closed();
      }
      sink.ended();
    }
  }

  /// Says close_notify, once.
  private void end(DTLSTransport standing) {
    connection = null;
    try {
      standing.close();
    } catch (IOException e) {
      // Nothing is left to be closed.
    }
  }
}
