package io.dering.sandbox.network;

import io.dering.sandbox.calls.Business;
import io.dering.sandbox.calls.CallEffect;
import io.dering.sandbox.calls.CallEvent;
import io.dering.sandbox.calls.CallState;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.calls.Decision;
import io.dering.sandbox.calls.Offence;
import io.dering.sandbox.calls.Refusal;
import io.dering.sandbox.graph.GraphAction;
import io.dering.sandbox.graph.GraphError;
import io.dering.sandbox.messages.Windows;
import io.dering.sandbox.permission.PermissionDesk;
import io.dering.sandbox.pricing.PricingDesk;
import io.dering.sandbox.pricing.Talk;
import io.dering.sandbox.webhooks.WebhookBodies;
import io.dering.sandbox.webhooks.WebhookSender;
import io.dering.transport.udp.MediaLeg;
import io.dering.transport.udp.Opened;
import io.dering.transport.udp.PendingOffer;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Meta, as far as calls of customers go.
public final class Network implements Line {
  /// Ended calls whose ids are still known. More answers later requests with the right error.
  private static final int REMEMBERED = 1_000;

  private final Context context;
  private final Parts parts;
  private final SandboxClock clock;
  private final RandomGenerator random;
  private final Map<String, LiveCall> calls = new HashMap<>();
  private final ArrayDeque<String> endedIds = new ArrayDeque<>();
  private volatile Switches switches;

  /// What the network speaks through.
  public record Parts(
      Business business,
      Relay relay,
      WebhookBodies bodies,
      WebhookSender webhooks,
      Offences offences,
      Windows windows,
      PermissionDesk permissions,
      PricingDesk pricing) {}

  public Network(
      Context context, Parts parts, SandboxClock clock, RandomGenerator random, Switches switches) {
    this.context = context;
    this.parts = parts;
    this.clock = clock;
    this.random = random;
    this.switches = switches;
    parts.webhooks().misbehave(switches.webhooks());
    parts.permissions().limits(switches.permission());
  }

  public Switches switches() {
    return switches;
  }

  /// From the next call and the next webhook on. From any thread.
  public void switches(Switches next) {
    switches = next;
    context.runOnContext(_ -> {
      parts.webhooks().misbehave(next.webhooks());
      parts.permissions().limits(next.permission());
    });
  }

  /// How often this was done since the start. From any thread.
  public long offences(Offence offence) {
    return parts.offences().count(offence);
  }

  @Override
  public PlacedCall place(Customer customer, Handset handset) {
    return place(customer, handset, null);
  }

  @Override
  public PlacedCall place(Customer customer, Handset handset, @Nullable String payload) {
    Placed placed = new Placed();
    context.runOnContext(_ -> placed.call = dial(customer, handset, payload));
    return placed;
  }

  /// Carries out a request about a call of a customer's, as
  /// [io.dering.sandbox.graph.GraphCalls#handle].
  void handle(GraphAction action, Consumer<Optional<GraphError>> answer) {
    LiveCall call = calls.get(action.callId());
    if (call == null) {
      answer.accept(Optional.of(GraphError.unknownCall()));
      return;
    }
    CallEvent event =
        switch (action) {
          case GraphAction.PreAccept(_, String sdp) -> new CallEvent.PreAcceptAsked(sdp);
          case GraphAction.Accept(_, String sdp, _) -> new CallEvent.AcceptAsked(sdp);
          case GraphAction.Reject _ -> new CallEvent.RejectAsked();
          case GraphAction.Terminate _ -> new CallEvent.TerminateAsked();
        };
    // A limit that has passed while its timer is still on the way holds all the same.
    due(call);
    boolean acceptedBefore = call.state instanceof CallState.Accepting;
    happen(call, event, answer);
    if (!acceptedBefore
        && call.state instanceof CallState.Accepting
        && action instanceof GraphAction.Accept(_, _, String text)) {
      call.callbackText = text;
    }
  }

  /// The customer's last call, if the business has not accepted it and it is over. On the sandbox's
  /// context.
  ///
  /// @param number of the customer
  public Optional<String> lastMissed(String number) {
    for (Iterator<String> ids = endedIds.descendingIterator(); ids.hasNext(); ) {
      LiveCall call = calls.get(ids.next());
      if (call != null && call.customer.number().equals(number)) {
        return call.state instanceof CallState.Ended(var ending) && ending.acceptedAt() == null
            ? Optional.of(call.id)
            : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /// Every call ends here and now, without webhooks.
  public void close() {
    for (LiveCall call : List.copyOf(calls.values())) {
      schedule(call, null);
      closeMedia(call);
    }
    calls.clear();
  }

  private LiveCall dial(Customer customer, Handset handset, @Nullable String payload) {
    String id = CallIds.next(customer, parts.business(), random);
    LiveCall call =
        new LiveCall(id, customer, handset, new CallState.Dialled(clock.now()), switches);
    call.payload = payload;
    calls.put(id, call);
    parts.windows().touch(customer.number());
    BusinessEar ear = new BusinessEar(handset, new Reporter(call));
    call.ear = ear;
    parts
        .relay()
        .offer(ear)
        .whenComplete((offer, fault) -> context.runOnContext(_ -> offered(call, offer, fault)));
    schedule(call, call.machine.deadline(call.state).orElse(null));
    return call;
  }

  private void offered(LiveCall call, @Nullable PendingOffer offer, @Nullable Throwable fault) {
    if (offer == null || fault != null) {
      happen(call, new CallEvent.OfferFailed());
      return;
    }
    if (call.over()) {
      offer.withdraw();
      return;
    }
    call.offer = offer;
    happen(call, new CallEvent.OfferMade(offer.offer()));
  }

  private void happen(LiveCall call, CallEvent event) {
    happen(call, event, Network::nobodyAsked);
  }

  private void happen(LiveCall call, CallEvent event, Consumer<Optional<GraphError>> answer) {
    boolean wasOver = call.over();
    Decision decision = call.machine.decide(call.state, event, clock.now());
    call.state = decision.next();
    schedule(call, call.machine.deadline(call.state).orElse(null));
    if (call.over() && !wasOver) {
      remember(call);
    }
    decision.effects().forEach(effect -> carryOut(call, effect, answer));
    if (call.over() && !wasOver) {
      call.release();
      ended(call);
    }
  }

  private void ended(LiveCall call) {
    if (call.state instanceof CallState.Ended(var ending)) {
      Instant acceptedAt = ending.acceptedAt();
      if (acceptedAt != null) {
        parts.pricing().talked(new Talk(false, call.customer, acceptedAt, ending.at()));
      }
    }
    parts.permissions().called(call.customer, call.id);
  }

  private void carryOut(LiveCall call, CallEffect effect, Consumer<Optional<GraphError>> answer) {
    switch (effect) {
      case CallEffect.SendConnect(String offer) -> {
        parts
            .webhooks()
            .connect(
                call.id,
                parts.bodies().connect(call.id, call.customer, offer, call.payload, clock.now()));
        call.handset.offered();
      }
      case CallEffect.SendTerminate(var ending) ->
          parts
              .webhooks()
              .terminate(
                  call.id,
                  parts.bodies().terminate(call.id, call.customer, ending, call.callbackText));
      case CallEffect.ApplyAnswer(String sdp) -> apply(call, sdp, answer);
      case CallEffect.GrantRequest() -> answer.accept(Optional.empty());
      case CallEffect.RefuseRequest(Refusal why) -> answer.accept(Optional.of(GraphError.of(why)));
      case CallEffect.OpenMedia() -> openMedia(call);
      case CallEffect.CloseMedia() -> closeMedia(call);
      case CallEffect.ShowRinging() -> call.handset.ringing();
      case CallEffect.ShowConnected(Instant since) ->
          call.handset.connected(since, call.acceptedNanos);
      case CallEffect.ShowEnded(var ending) -> call.handset.ended(ending);
      case CallEffect.NoteOffence(Offence offence) -> parts.offences().note(call.id, offence);
    }
  }

  private void apply(LiveCall call, String sdp, Consumer<Optional<GraphError>> answer) {
    PendingOffer offer = call.offer;
    if (offer == null) {
      throw new IllegalStateException("a call without an offer cannot have an answer");
    }
    var opening = call.opening;
    if (opening == null) {
      opening = offer.answered(sdp);
      call.opening = opening;
    }
    opening.whenComplete(
        (opened, fault) -> context.runOnContext(_ -> applied(call, opened, answer)));
  }

  private void applied(
      LiveCall call, @Nullable Opened opened, Consumer<Optional<GraphError>> answer) {
    switch (opened) {
      case Opened.Answered(MediaLeg leg, _) -> answered(call, leg, answer);
      case Opened.Refused(_, String detail) -> {
        call.opening = null;
        happen(call, new CallEvent.AnswerRefused());
        answer.accept(Optional.of(GraphError.sdp(detail)));
      }
      case null -> {
        call.opening = null;
        happen(call, new CallEvent.AnswerRefused());
        answer.accept(Optional.of(GraphError.sdp("the media server cannot use it")));
      }
    }
  }

  private void answered(LiveCall call, MediaLeg leg, Consumer<Optional<GraphError>> answer) {
    if (call.over()) {
      leg.close();
      answer.accept(Optional.of(GraphError.of(Refusal.ALREADY_ENDED)));
      return;
    }
    if (call.leg == null) {
      call.leg = leg;
      call.handset.leg(leg);
    }
    BusinessEar ear = call.ear;
    if (!(call.state instanceof CallState.Accepting) || ear == null) {
      answer.accept(Optional.empty());
      return;
    }
    call.acceptedNanos = clock.nanos();
    ear.accept();
    answer.accept(Optional.empty());
    happen(call, new CallEvent.AcceptAnswered());
    parts.permissions().connected(call.customer, false);
  }

  private void openMedia(LiveCall call) {
    BusinessEar ear = call.ear;
    if (!call.waitForBusinessMedia || (ear != null && ear.heardAny())) {
      open(call);
    }
  }

  private static void open(LiveCall call) {
    if (!call.open) {
      call.open = true;
      call.handset.open();
    }
  }

  private static void closeMedia(LiveCall call) {
    MediaLeg leg = call.leg;
    if (leg != null) {
      leg.close();
      call.leg = null;
    }
  }

  /// The event is no Graph request, so nobody waits for an answer.
  private static void nobodyAsked(Optional<GraphError> answer) {}

  /// Whether that customer calls, or talks in a call of the customer's own.
  boolean isBusy(String number) {
    return calls.values().stream()
        .anyMatch(call -> !call.over() && call.customer.number().equals(number));
  }

  /// A call's connect could not be delivered.
  void undelivered(String callId, String sentence) {
    LiveCall call = calls.get(callId);
    if (call != null && !call.over()) {
      call.handset.remark(sentence);
    }
  }

  private void remember(LiveCall call) {
    endedIds.addLast(call.id);
    if (endedIds.size() > REMEMBERED) {
      calls.remove(endedIds.removeFirst());
    }
  }

  private void schedule(LiveCall call, @Nullable Instant deadline) {
    Long running = call.timer;
    if (running != null) {
      context.owner().cancelTimer(running);
      call.timer = null;
    }
    if (deadline != null) {
      // Rounded up: a timer that is early by a fraction would find nothing due.
      long ms = Math.max(0, Duration.between(clock.now(), deadline).toMillis()) + 1;
      call.timer = context.owner().setTimer(ms, _ -> context.runOnContext(_ -> due(call)));
    }
  }

  private void due(LiveCall call) {
    BusinessEar ear = call.ear;
    if (ear != null && ear.heardAny() && !call.over()) {
      happen(call, new CallEvent.BusinessMedia(clock.at(ear.heardNanos())));
    }
    happen(call, new CallEvent.TimePassed());
  }

  /// From the media loop to the sandbox's context.
  private final class Reporter implements BusinessEar.News {
    private final LiveCall call;

    Reporter(LiveCall call) {
      this.call = call;
    }

    @Override
    public void mediaBeforeAccept() {
      context.runOnContext(_ -> happen(call, new CallEvent.EarlyMediaHeard()));
    }

    @Override
    public void firstMedia() {
      long nanos = clock.nanos();
      context.runOnContext(_ -> {
        happen(call, new CallEvent.BusinessMedia(clock.at(nanos)));
        if (call.state instanceof CallState.Talking) {
          open(call);
        }
      });
    }

    @Override
    public void secondSsrc() {
      context.runOnContext(_ -> parts.offences().note(call.id, Offence.SECOND_SSRC));
    }
  }

  private final class Placed implements PlacedCall {
    /// Set by the task that dials, which is queued before any of ours.
    private @Nullable LiveCall call;

    @Override
    public void hangUp() {
      context.runOnContext(_ -> {
        LiveCall placed = call;
        if (placed != null) {
          happen(placed, new CallEvent.CustomerEnded());
        }
      });
    }
  }
}
