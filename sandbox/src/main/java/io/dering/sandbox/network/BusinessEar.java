package io.dering.sandbox.network;

import io.dering.media.leg.LegEvent;
import io.dering.media.rtp.RtpHeader;
import io.dering.transport.udp.MediaLeg;
import io.dering.transport.udp.MediaListener;

/// Listens to the business on the leg towards it, on the media loop's thread; asked by the
/// sandbox's context.
final class BusinessEar implements MediaListener {
  /// What is worth a hop to the sandbox's context: each at most once per call.
  interface News {
    void mediaBeforeAccept();

    void firstMedia();

    void secondSsrc();
  }

  private final Handset handset;
  private final News news;
  private volatile boolean accepted;
  private volatile boolean heardAny;
  private volatile long heardNanos;

  // The media loop's alone.
  private boolean earlyTold;
  private boolean secondTold;
  private boolean ssrcKnown;
  private int ssrc;

  BusinessEar(Handset handset, News news) {
    this.handset = handset;
    this.news = news;
  }

  /// Accept's 200 is about to leave: media is welcome from now on.
  void accept() {
    accepted = true;
  }

  /// Whether anything was heard after accept.
  boolean heardAny() {
    return heardAny;
  }

  /// When the newest packet after accept came, on the media clock; only while [#heardAny].
  long heardNanos() {
    return heardNanos;
  }

  @Override
  public void media(byte[] buffer, int offset, int length, long nowNanos) {
    boolean early = !accepted;
    if (early) {
      if (!earlyTold) {
        earlyTold = true;
        news.mediaBeforeAccept();
      }
    } else {
      heardNanos = nowNanos;
      if (!heardAny) {
        heardAny = true;
        news.firstMedia();
      }
    }
    watchSsrc(RtpHeader.ssrc(buffer, offset));
    handset.heard(buffer, offset, length, nowNanos, early);
  }

  /// A leg that fails or says BYE ends nothing here: at Meta the silence that follows does.
  @Override
  public void legEvent(MediaLeg leg, LegEvent event) {}

  private void watchSsrc(int heard) {
    if (!ssrcKnown) {
      ssrcKnown = true;
      ssrc = heard;
    } else if (heard != ssrc && !secondTold) {
      secondTold = true;
      news.secondSsrc();
    }
  }
}
