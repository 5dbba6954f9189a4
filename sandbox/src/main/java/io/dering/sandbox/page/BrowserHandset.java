package io.dering.sandbox.page;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.media.leg.LegEvent;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.calls.EndCause;
import io.dering.sandbox.calls.Ending;
import io.dering.sandbox.network.Handset;
import io.dering.sandbox.network.IncomingCall;
import io.dering.sandbox.network.PlacedCall;
import io.dering.transport.udp.LegListener;
import io.dering.transport.udp.MediaCall;
import io.dering.transport.udp.MediaLeg;
import io.vertx.core.Context;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// A telephone whose ear and mouth are a browser. On the sandbox's context.
final class BrowserHandset implements Handset {
  private final Context context;
  private final PhonePages.Parts parts;
  private final Consumer<ObjectNode> page;
  private @Nullable MediaLeg browser;
  private @Nullable MediaLeg business;
  private @Nullable MediaCall bridge;
  private @Nullable IncomingCall incoming;
  private @Nullable PlacedCall placed;
  private String shown = "calling";
  private @Nullable Instant since;
  private boolean over;
  private boolean browserLost;
  private boolean rings;

  BrowserHandset(Context context, PhonePages.Parts parts, Consumer<ObjectNode> page) {
    this.context = context;
    this.parts = parts;
    this.page = page;
  }

  LegListener browserListener() {
    return (_, event) -> {
      if (event instanceof LegEvent.Closed) {
        context.runOnContext(_ -> browserClosed());
      }
    };
  }

  /// The browser's leg is being connected: call now.
  ///
  /// @param payload what the call button carries by which the customer calls, null for none
  void dial(MediaLeg browserLeg, Customer customer, @Nullable String payload) {
    browser = browserLeg;
    show(null, null);
    placed = parts.network().place(customer, this, payload);
    if (browserLost) {
      hangUp();
    }
  }

  /// The business calls; the phone does not ring yet.
  void called(IncomingCall call) {
    incoming = call;
    placed = call;
    shown = "incoming";
  }

  /// Whether it rings, and nobody has picked up.
  boolean isRinging() {
    return !over && rings && since == null;
  }

  /// The customer taps *Answer*: the browser's leg is being connected.
  void answer(MediaLeg browserLeg) {
    browser = browserLeg;
    bridge();
    if (browserLost) {
      hangUp();
    } else if (incoming != null) {
      incoming.answer();
    }
  }

  boolean over() {
    return over;
  }

  void hangUp() {
    if (placed != null && !over) {
      placed.hangUp();
    }
  }

  /// A phone that is switched off while it rings declines nothing.
  void pageGone() {
    if (incoming == null || since != null) {
      hangUp();
    }
    closeBrowser();
  }

  @Override
  public void leg(MediaLeg towardsBusiness) {
    business = towardsBusiness;
    bridge();
  }

  private void bridge() {
    MediaLeg mouth = browser;
    MediaLeg far = business;
    if (mouth != null && far != null) {
      MediaCall call = parts.media().call(far);
      call.attach(mouth);
      bridge = call;
    }
  }

  @Override
  public void ringing() {
    rings = true;
    shown = incoming == null ? "ringing" : "incoming";
    show(null, null);
  }

  @Override
  public void connected(Instant acceptedAt, long acceptedNanos) {
    shown = "connected";
    since = acceptedAt;
    show(null, null);
  }

  @Override
  public void open() {
    if (bridge != null) {
      bridge.openGate();
    }
  }

  @Override
  public void ended(Ending ending) {
    over = true;
    business = null;
    boolean unseen = incoming != null && !rings;
    if (unseen) {
      return;
    }
    shown = "ended";
    boolean lost = browserLost && ending.cause() == EndCause.CUSTOMER_HUNG_UP;
    show(
        lost ? "failed" : ending.cause().shown(),
        lost ? "The browser's connection to the sandbox was lost." : null);
    closeBrowser();
  }

  @Override
  public void remark(String sentence) {
    show(null, sentence);
  }

  private void browserClosed() {
    if (!over) {
      browserLost = true;
      browser = null;
      hangUp();
    }
  }

  private void closeBrowser() {
    MediaLeg leg = browser;
    browser = null;
    bridge = null;
    if (leg != null) {
      leg.close();
    }
  }

  private void show(@Nullable String reason, @Nullable String detail) {
    ObjectNode state = PhoneSession.message("state").put("state", shown);
    state.put("by_business", incoming != null);
    if (since != null) {
      state.put("since", since.toString());
    }
    if (reason != null) {
      state.put("reason", reason);
    }
    if (detail != null) {
      state.put("detail", detail);
    }
    page.accept(state);
  }
}
