package io.dering.bench.peers;

import io.dering.bench.load.Pinned;
import io.dering.bench.load.Standstill;
import java.io.IOException;
import java.nio.file.Path;

/// Debian's rtpengine.
final class RtpengineForwarder implements Forwarder {
  private final RoundPlan plan;
  private final Rtpengine rtpengine;
  private final Standstill standstill;

  private RtpengineForwarder(RoundPlan plan, Rtpengine rtpengine) {
    this.plan = plan;
    this.rtpengine = rtpengine;
    this.standstill = new Standstill(rtpengine.pid());
  }

  static RtpengineForwarder start(RoundPlan plan, Path log, Pinned pinned) throws IOException {
    RtpengineForwarder forwarder = new RtpengineForwarder(plan, Rtpengine.start(log, pinned));
    forwarder.standstill.begin();
    return forwarder;
  }

  @Override
  public String label() {
    return "rtpengine";
  }

  @Override
  public Forwarded round(Turn turn) throws IOException, InterruptedException {
    standstill.end();
    Forwarded did = new RtpengineRun(plan, turn).on(rtpengine);
    standstill.begin();
    return did;
  }

  @Override
  public void close() {
    standstill.close();
    rtpengine.close();
  }
}
