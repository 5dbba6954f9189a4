package io.dering.transport.dtls;

import io.dering.media.dtls.DtlsPeek;
import io.dering.media.dtls.DtlsRecordFilter;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.bouncycastle.tls.DatagramTransport;
import org.bouncycastle.tls.TlsTimeoutException;
import org.jspecify.annotations.Nullable;

/// The network as Bouncy Castle sees it: a bounded queue of datagrams in, the sink out. Offered to
/// by the owner's thread, read by the thread of the attempt.
///
/// What a flight consists of leaves together, as RFC 6347 §4.1.1 allows: in as few datagrams as
/// will hold it, when Bouncy Castle waits for the answer.
///
/// A HelloVerifyRequest is kept back for a while. A server that wants a cookie answers our hello
/// with nothing else, so a ServerHello in that while shows that a stranger sent it, and a
/// stranger's would make us count on and miss the peer.
///
/// It also ends a handshake that Bouncy Castle would not end by itself: at the deadline, measured
/// by a clock that nobody can set, and a second after it was first in doubt.
final class DatagramQueue implements DatagramTransport {
  /// Datagrams that wait for the attempt's thread. A flight is at most 8, and all the plaintext
  /// that may still come after a handshake leaves room for a goodbye.
  static final int CAPACITY = 2 * DtlsRecordFilter.MAX_LATE_DATAGRAMS;

  /// Largest datagram taken, in bytes: an Ethernet frame's worth.
  static final int RECEIVE_LIMIT = 1500;

  /// Largest datagram sent, in bytes: passes every path that WebRTC passes (RFC 8261 §5).
  private static final int SEND_LIMIT = 1200;

  /// How long an attempt goes on after an alert or a contradiction that anybody may have sent. More
  /// lets a refused handshake linger, less lets a spoofed one end one that a retransmission was
  /// about to finish.
  private static final long DOUBT_PATIENCE_NANOS = Duration.ofSeconds(1).toNanos();

  /// How long a ServerHello has to show that nobody asked for a cookie. More saves calls with slow
  /// peers from a stranger who spoofs their address, less connects sooner to servers that do ask.
  static final long COOKIE_PATIENCE_NANOS = Duration.ofMillis(300).toNanos();

  /// How long a client waits for a ServerHello, from its hello and again from one that brings a
  /// cookie. More outlives worse networks, less is sooner back to a first hello, which is repeated
  /// more often than a later one, when a stranger has spoilt what the server heard.
  private static final long ANSWER_NANOS = Duration.ofSeconds(3).toNanos();

  private static final int RECORD_HEADER_LENGTH = 13;
  private static final byte[] WAKE_UP = {};
  private static final int ALERT_CONTENT_TYPE = 21;

  private final BlockingQueue<byte[]> datagrams = new LinkedBlockingQueue<>(CAPACITY);
  private final Consumer<byte[]> out;
  private final LongSupplier nanoClock;
  private final long timeoutNanos;

  /// Gone after the handshake: nothing is gathered then.
  private byte @Nullable [] flight = new byte[SEND_LIMIT];

  private int gathered;
  private volatile boolean handshaking = true;
  private volatile boolean closed;
  private volatile boolean doubted;
  private volatile long doubtDeadlineNanos;

  /// Of the attempt's thread, as is what follows.
  private long deadlineNanos;

  /// A HelloVerifyRequest that is kept back.
  private byte @Nullable [] asksForCookie;

  private long believedAtNanos;
  private boolean believed;
  private boolean answerDue;
  private long answerDeadlineNanos;

  /// @param saysHello whether this end is the client
  /// @param out where datagrams go; each belongs to it
  DatagramQueue(
      Duration handshakeTimeout, boolean saysHello, LongSupplier nanoClock, Consumer<byte[]> out) {
    this.nanoClock = nanoClock;
    this.timeoutNanos = handshakeTimeout.toNanos();
    this.out = out;
    this.answerDue = saysHello;
    begin();
  }

  /// The attempt's thread has begun; what it had to wait for a processor before is no peer's fault.
  void begin() {
    long nowNanos = nanoClock.getAsLong();
    deadlineNanos = nowNanos + timeoutNanos;
    answerDeadlineNanos = nowNanos + ANSWER_NANOS;
  }

  /// Copies a datagram in, or drops it when the queue is full or closed.
  void offer(byte[] b, int off, int len) {
    if (!closed && len <= RECEIVE_LIMIT) {
      boolean _ = datagrams.offer(Arrays.copyOfRange(b, off, off + len));
    }
  }

  /// The peer seems to have given up, or not to be alone: shortens the rest of the handshake.
  void doubted() {
    if (handshaking && !doubted) {
      doubtDeadlineNanos = nanoClock.getAsLong() + DOUBT_PATIENCE_NANOS;
      doubted = true;
      boolean _ = datagrams.offer(WAKE_UP);
    }
  }

  void established() {
    flush();
    flight = null;
    handshaking = false;
  }

  boolean isClosed() {
    return closed;
  }

  boolean isEmpty() {
    return datagrams.isEmpty();
  }

  /// Sends what has been gathered; to be called when nothing more will be said, too.
  void flush() {
    byte[] records = flight;
    if (gathered > 0 && records != null) {
      byte[] datagram = Arrays.copyOf(records, gathered);
      gathered = 0;
      out.accept(datagram);
    }
  }

  @Override
  public int getReceiveLimit() {
    return RECEIVE_LIMIT;
  }

  @Override
  public int getSendLimit() {
    return SEND_LIMIT;
  }

  @Override
  public int receive(byte[] buf, int off, int len, int waitMillis) throws IOException {
    flush();
    if (closed) {
      throw new IOException("closed");
    }
    byte[] datagram = next(waitMillis);
    if (datagram == null) {
      return -1;
    }
    int taken = Math.min(len, datagram.length);
    System.arraycopy(datagram, 0, buf, off, taken);
    return taken;
  }

  private byte @Nullable [] next(int waitMillis) throws IOException {
    try {
      if (!handshaking) {
        return waitMillis == 0
            ? datagrams.take()
            : datagrams.poll(waitMillis, TimeUnit.MILLISECONDS);
      }
      long waitNanos = TimeUnit.MILLISECONDS.toNanos(waitMillis);
      long until = nanoClock.getAsLong() + (waitMillis == 0 ? Long.MAX_VALUE / 2 : waitNanos);
      while (true) {
        long left = Math.min(until - nanoClock.getAsLong(), patienceNanos());
        byte[] datagram = datagrams.poll(Math.min(left, cookiePatience()), TimeUnit.NANOSECONDS);
        if (datagram == null || !keptBack(datagram)) {
          return datagram == null ? believedByNow() : datagram;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("attempt closed");
    }
  }

  /// Whether it waits for its contrary; a ServerHello is the contrary of what waits.
  private boolean keptBack(byte[] datagram) {
    if (DtlsPeek.isServerHello(datagram, 0, datagram.length)) {
      asksForCookie = null;
      answerDue &= believed && DtlsPeek.messageNumber(datagram, 0) == 0;
      if (believed && DtlsPeek.messageNumber(datagram, 0) == 0) {
        doubted();
      }
      return false;
    }
    if (believed || !DtlsPeek.isHelloVerifyRequest(datagram, 0, datagram.length)) {
      return false;
    }
    if (asksForCookie == null) {
      asksForCookie = datagram;
      believedAtNanos = nanoClock.getAsLong() + COOKIE_PATIENCE_NANOS;
    } else if (!sameMessage(asksForCookie, datagram)) {
      doubted();
    }
    return true;
  }

  private long cookiePatience() {
    return asksForCookie == null ? Long.MAX_VALUE : believedAtNanos - nanoClock.getAsLong();
  }

  private byte @Nullable [] believedByNow() {
    byte[] asks = asksForCookie;
    if (asks == null || believedAtNanos - nanoClock.getAsLong() > 0) {
      return null;
    }
    asksForCookie = null;
    believed = true;
    answerDue = true;
    answerDeadlineNanos = nanoClock.getAsLong() + ANSWER_NANOS;
    return asks;
  }

  /// But for the records' numbers.
  private static boolean sameMessage(byte[] one, byte[] two) {
    return Arrays.equals(
        one, RECORD_HEADER_LENGTH, one.length, two, RECORD_HEADER_LENGTH, two.length);
  }

  private long patienceNanos() throws IOException {
    long nowNanos = nanoClock.getAsLong();
    if (doubted && doubtDeadlineNanos - nowNanos <= 0) {
      throw new IOException("the peer gave up");
    }
    if (answerDue && answerDeadlineNanos - nowNanos <= 0) {
      throw new TlsTimeoutException("no answer to the hello");
    }
    long remainingNanos = deadlineNanos - nowNanos;
    if (remainingNanos <= 0) {
      throw new TlsTimeoutException("no handshake within the deadline");
    }
    if (answerDue) {
      remainingNanos = Math.min(remainingNanos, answerDeadlineNanos - nowNanos);
    }
    return doubted ? Math.min(remainingNanos, doubtDeadlineNanos - nowNanos) : remainingNanos;
  }

  /// Gathers records, except a plaintext alert: to a peer whose address was spoofed it would be the
  /// very attack.
  @Override
  public void send(byte[] buf, int off, int len) {
    boolean plaintext = buf[off + 3] == 0 && buf[off + 4] == 0;
    if (plaintext && buf[off] == ALERT_CONTENT_TYPE) {
      return;
    }
    byte[] records = flight;
    if (records == null) {
      out.accept(Arrays.copyOfRange(buf, off, off + len));
      return;
    }
    if (gathered + len > SEND_LIMIT) {
      flush();
    }
    System.arraycopy(buf, off, records, gathered, len);
    gathered += len;
  }

  @Override
  public void close() {
    closed = true;
    datagrams.clear();
  }
}
