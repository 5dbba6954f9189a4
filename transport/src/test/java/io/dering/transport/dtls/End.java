package io.dering.transport.dtls;

import io.dering.media.dtls.DtlsEngine;
import io.dering.media.dtls.DtlsFailure;
import io.dering.media.dtls.DtlsKeys;
import io.dering.media.dtls.DtlsSink;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// One end of an in-memory network: records what its engine says and hands datagrams to the other
/// end, unless the network loses them.
final class End implements DtlsSink {
  /// Decides about the n-th datagram of this end, counted from 0.
  interface Network {
    boolean delivers(int index, byte[] datagram);
  }

  private static final int PATIENCE_SECONDS = 30;

  private final CompletableFuture<DtlsKeys> keys = new CompletableFuture<>();
  private final CompletableFuture<DtlsFailure> failure = new CompletableFuture<>();
  private final CompletableFuture<Boolean> closed = new CompletableFuture<>();
  private final List<byte[]> sent = new ArrayList<>();
  private final Network network;
  private final boolean recordByRecord;
  private @Nullable DtlsEngine engine;
  private @Nullable End other;
  private final List<byte[]> early = new ArrayList<>();

  End(Network network) {
    this(network, false);
  }

  private End(Network network, boolean recordByRecord) {
    this.network = network;
    this.recordByRecord = recordByRecord;
  }

  /// As of a stack that sends each record in a datagram of its own.
  static End recordByRecord(Network network) {
    return new End(network, true);
  }

  static End lossless() {
    return new End((index, datagram) -> true);
  }

  synchronized void engine(DtlsEngine opened) {
    engine = opened;
    early.forEach(datagram -> opened.receive(datagram, 0, datagram.length));
    early.clear();
  }

  void connect(End peer) {
    other = peer;
    peer.other = this;
  }

  /// From the network to this end's engine, one at a time.
  synchronized void deliver(byte[] datagram) {
    if (engine == null) {
      early.add(datagram);
    } else {
      engine.receive(datagram, 0, datagram.length);
    }
  }

  void close() {
    DtlsEngine opened = engine;
    if (opened != null) {
      opened.close();
    }
  }

  @Override
  public void transmit(byte[] datagram) {
    if (!recordByRecord) {
      pass(datagram);
      return;
    }
    for (int at = 0; at < datagram.length; ) {
      int length = 13 + (((datagram[at + 11] & 0xFF) << 8) | (datagram[at + 12] & 0xFF));
      pass(Arrays.copyOfRange(datagram, at, at + length));
      at += length;
    }
  }

  private void pass(byte[] datagram) {
    boolean delivers;
    synchronized (sent) {
      delivers = network.delivers(sent.size(), datagram);
      sent.add(datagram);
    }
    End peer = other;
    if (delivers && peer != null) {
      peer.deliver(datagram);
    }
  }

  @Override
  public void established(DtlsKeys exported) {
    keys.complete(exported);
  }

  @Override
  public void failed(DtlsFailure why) {
    failure.complete(why);
  }

  @Override
  public void closed() {
    closed.complete(true);
  }

  List<byte[]> sent() {
    synchronized (sent) {
      return List.copyOf(sent);
    }
  }

  DtlsKeys awaitKeys() {
    return await(keys);
  }

  DtlsFailure awaitFailure() {
    return await(failure);
  }

  boolean awaitClosed() {
    return await(closed);
  }

  boolean hasFailed() {
    return failure.isDone();
  }

  boolean isClosed() {
    return closed.isDone();
  }

  private <T> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException e) {
      throw new AssertionError("failure=" + failure + " sent=" + sent().size(), e);
    }
  }
}
