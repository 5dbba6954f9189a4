package io.dering.sandbox.network;

import io.dering.sandbox.calls.Business;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.calls.EndCause;
import io.dering.sandbox.calls.Ending;
import io.dering.sandbox.calls.Offence;
import io.dering.sandbox.calls.Refusal;
import io.dering.sandbox.graph.CallRefusals;
import io.dering.sandbox.graph.ConnectAnswer;
import io.dering.sandbox.graph.ConnectWish;
import io.dering.sandbox.graph.GraphAction;
import io.dering.sandbox.graph.GraphError;
import io.dering.sandbox.messages.Windows;
import io.dering.sandbox.numbers.NumberDesk;
import io.dering.sandbox.outbound.OutboundDecision;
import io.dering.sandbox.outbound.OutboundEffect;
import io.dering.sandbox.outbound.OutboundEvent;
import io.dering.sandbox.outbound.OutboundState;
import io.dering.sandbox.outbound.OutboundStatus;
import io.dering.sandbox.permission.PermissionDesk;
import io.dering.sandbox.pricing.PricingDesk;
import io.dering.sandbox.pricing.Talk;
import io.dering.sandbox.webhooks.OutboundBodies;
import io.dering.sandbox.webhooks.WebhookSender;
import io.dering.transport.udp.Opened;
import io.vertx.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// Meta, as far as calls of the business go.
public final class OutboundNetwork {
  /// Ended calls whose ids are still known. More answers later requests with the right error.
  private static final int REMEMBERED = 1_000;

  private final Context context;
  private final Parts parts;
  private final SandboxClock clock;
  private final RandomGenerator random;
  private final Supplier<Switches> switches;
  private final OutboundGate gate;
  private final Map<String, LiveOutbound> calls = new HashMap<>();
  private final ArrayDeque<String> endedIds = new ArrayDeque<>();

  /// What the network speaks through.
  ///
  /// @param pricing takes every call that was answered, when it is over
  public record Parts(
      Business business,
      Relay relay,
      OutboundBodies bodies,
      WebhookSender webhooks,
      Offences offences,
      Windows windows,
      PermissionDesk permissions,
      NumberDesk number,
      Telephones telephones,
      PricingDesk pricing) {}

  public OutboundNetwork(
      Context context,
      Parts parts,
      SandboxClock clock,
      RandomGenerator random,
      Supplier<Switches> switches) {
    this.context = context;
    this.parts = parts;
    this.clock = clock;
    this.random = random;
    this.switches = switches;
    this.gate = new OutboundGate(parts.number(), parts.permissions(), clock, switches);
  }

  /// Whether there is, or was lately, a call of that id.
  boolean knows(String callId) {
    return calls.containsKey(callId);
  }

  /// Whether a call to that customer is in progress.
  boolean isBusy(String number) {
    return calls.values().stream()
        .anyMatch(call -> !call.over() && call.subject.customer().number().equals(number));
  }

  /// Places a call, as [io.dering.sandbox.graph.GraphCalls#connect].
  ///
  /// @param busy whether a customer of that number is in a call of the customer's own
  void connect(ConnectWish wish, Predicate<String> busy, Consumer<ConnectAnswer> answer) {
    Optional<Customer> known = Customer.known(wish.to());
    Optional<GraphError> refusal =
        gate.refusal(known, number -> busy.test(number) || isBusy(number));
    if (refusal.isPresent() || known.isEmpty()) {
      answer.accept(new ConnectAnswer.Refused(refusal.orElseGet(CallRefusals::cannotBeCalled)));
      return;
    }
    Telephones.Plug phone = parts.telephones().of(known.get());
    Customer customer = phone.customer();
    String id = CallIds.next(customer, parts.business(), random);
    Switches now = switches.get();
    LiveOutbound call =
        new LiveOutbound(
            new OutboundBodies.Subject(id, customer, wish.callbackText()),
            new OutboundState.Dialled(clock.now()),
            now);
    calls.put(id, call);
    Optional<Handset> handset = phone.telephone().called(new Incoming(call));
    call.reachable = handset.isPresent();
    call.handset = handset.orElse(Handset.NOBODY);
    BusinessEar ear = new BusinessEar(call.handset, new Reporter(call));
    call.ear = ear;
    parts
        .relay()
        .answer(wish.offer(), now.outbound().dtls(), ear)
        .whenComplete((opened, _) -> context.runOnContext(_ -> opened(call, opened, answer)));
  }

  /// Carries out a request about a call of the business's, as
  /// [io.dering.sandbox.graph.GraphCalls#handle].
  void handle(GraphAction action, Consumer<Optional<GraphError>> answer) {
    LiveOutbound call = calls.get(action.callId());
    if (call == null) {
      answer.accept(Optional.of(GraphError.unknownCall()));
      return;
    }
    switch (action) {
      case GraphAction.Terminate _ -> {
        // A limit that has passed while its timer is still on the way holds all the same.
        due(call);
        happen(call, new OutboundEvent.TerminateAsked(), new Answers(_ -> {}, answer));
      }
      case GraphAction.PreAccept _, GraphAction.Accept _, GraphAction.Reject _ ->
          answer.accept(Optional.of(CallRefusals.ownCall()));
    }
  }

  /// A call's connect could not be delivered.
  void undelivered(String callId, String sentence) {
    LiveOutbound call = calls.get(callId);
    if (call != null && !call.over()) {
      call.handset.remark(sentence);
    }
  }

  /// Every call ends here and now, without webhooks.
  public void close() {
    for (LiveOutbound call : List.copyOf(calls.values())) {
      schedule(call, null);
      closeMedia(call);
    }
    calls.clear();
  }

  private void opened(LiveOutbound call, @Nullable Opened opened, Consumer<ConnectAnswer> answer) {
    Answers answers = new Answers(answer, _ -> {});
    switch (opened) {
      case Opened.Answered(var leg, String sdp) -> {
        if (!calls.containsKey(call.id())) {
          leg.close();
          return;
        }
        call.leg = leg;
        call.handset.leg(leg);
        happen(call, new OutboundEvent.AnswerMade(sdp), answers);
        later(call.switches.outbound().ringAfter(), () -> ring(call));
      }
      case Opened.Refused(_, String detail) ->
          happen(call, new OutboundEvent.OfferRefused(detail), answers);
      case null ->
          happen(call, new OutboundEvent.OfferRefused("the media server cannot use it"), answers);
    }
  }

  private void ring(LiveOutbound call) {
    if (call.reachable) {
      happen(call, new OutboundEvent.PhoneRings());
    }
  }

  private record Answers(Consumer<ConnectAnswer> connect, Consumer<Optional<GraphError>> request) {
    static final Answers NOBODY_ASKED = new Answers(_ -> {}, _ -> {});
  }

  private void happen(LiveOutbound call, OutboundEvent event) {
    happen(call, event, Answers.NOBODY_ASKED);
  }

  private void happen(LiveOutbound call, OutboundEvent event, Answers answers) {
    OutboundState before = call.state;
    OutboundDecision decision = call.machine.decide(before, event, clock.now());
    call.state = decision.next();
    schedule(call, call.machine.deadline(call.state).orElse(null));
    boolean ends = call.over() && !(before instanceof OutboundState.Ended);
    if (ends) {
      remember(call);
    }
    decision.effects().forEach(effect -> carryOut(call, effect, answers));
    if (call.state instanceof OutboundState.Ended(Ending ending) && ends) {
      call.release();
      ended(call, ending, before);
    }
  }

  private void ended(LiveOutbound call, Ending ending, OutboundState before) {
    Instant acceptedAt = ending.acceptedAt();
    if (acceptedAt != null) {
      parts.pricing().talked(new Talk(true, call.subject.customer(), acceptedAt, ending.at()));
      return;
    }
    boolean gaveUpUnheard =
        ending.cause() == EndCause.BUSINESS_GAVE_UP && before instanceof OutboundState.Placed;
    if (!gaveUpUnheard
        && ending.cause().errorCode().isEmpty()
        && !(before instanceof OutboundState.Dialled)) {
      parts.permissions().notAnswered(call.subject.customer());
    }
  }

  private void carryOut(LiveOutbound call, OutboundEffect effect, Answers answers) {
    switch (effect) {
      case OutboundEffect.GrantCall() -> grant(call, answers.connect());
      case OutboundEffect.RefuseOffer(String detail) ->
          answers.connect().accept(new ConnectAnswer.Refused(GraphError.sdp(detail)));
      case OutboundEffect.GrantRequest() -> answers.request().accept(Optional.empty());
      case OutboundEffect.RefuseRequest(Refusal why) ->
          answers.request().accept(Optional.of(GraphError.of(why)));
      case OutboundEffect.SendConnect(String sdp) ->
          parts
              .webhooks()
              .connect(call.id(), parts.bodies().connect(call.subject, sdp, clock.now()));
      case OutboundEffect.SendStatus(OutboundStatus status) -> send(call, status);
      case OutboundEffect.SendTerminate(Ending ending) ->
          parts.webhooks().terminate(call.id(), parts.bodies().terminate(call.subject, ending));
      case OutboundEffect.ShowRinging() -> call.handset.ringing();
      case OutboundEffect.ShowConnected(Instant since) -> connected(call, since);
      case OutboundEffect.OpenMedia() -> openMedia(call);
      case OutboundEffect.CloseMedia() -> closeMedia(call);
      case OutboundEffect.ShowEnded(Ending ending) -> call.handset.ended(ending);
      case OutboundEffect.NoteOffence(Offence offence) -> parts.offences().note(call.id(), offence);
    }
  }

  private void grant(LiveOutbound call, Consumer<ConnectAnswer> answer) {
    OutboundSwitches.Response fate = call.switches.outbound().answer();
    ConnectAnswer outcome =
        fate.lost() ? new ConnectAnswer.Lost() : new ConnectAnswer.Placed(call.id());
    later(fate.delay(), () -> answer.accept(outcome));
  }

  private void send(LiveOutbound call, OutboundStatus status) {
    parts
        .webhooks()
        .status(
            call.id(),
            status.name().toLowerCase(Locale.ROOT),
            parts.bodies().status(call.subject, status, clock.now()));
  }

  private void connected(LiveOutbound call, Instant since) {
    call.acceptedNanos = clock.nanos();
    BusinessEar ear = call.ear;
    if (ear != null) {
      ear.accept();
    }
    call.handset.connected(since, call.acceptedNanos);
    parts.windows().touch(call.subject.customer().number());
    parts.permissions().connected(call.subject.customer(), true);
  }

  private void openMedia(LiveOutbound call) {
    BusinessEar ear = call.ear;
    if (!call.switches.waitForBusinessMedia() || (ear != null && ear.heardAny())) {
      open(call);
    }
  }

  private static void open(LiveOutbound call) {
    if (!call.open) {
      call.open = true;
      call.handset.open();
    }
  }

  private static void closeMedia(LiveOutbound call) {
    if (call.leg != null) {
      call.leg.close();
      call.leg = null;
    }
  }

  private void remember(LiveOutbound call) {
    endedIds.addLast(call.id());
    if (endedIds.size() > REMEMBERED) {
      calls.remove(endedIds.removeFirst());
    }
  }

  private void schedule(LiveOutbound call, @Nullable Instant deadline) {
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

  private void due(LiveOutbound call) {
    BusinessEar ear = call.ear;
    if (ear != null && ear.heardAny() && !call.over()) {
      happen(call, new OutboundEvent.BusinessMedia(clock.at(ear.heardNanos())));
    }
    happen(call, new OutboundEvent.TimePassed());
  }

  private void later(Duration pause, Runnable task) {
    if (pause.toMillis() == 0) {
      task.run();
    } else {
      context.owner().setTimer(pause.toMillis(), _ -> context.runOnContext(_ -> task.run()));
    }
  }

  /// From the media loop to the sandbox's context.
  private final class Reporter implements BusinessEar.News {
    private final LiveOutbound call;

    Reporter(LiveOutbound call) {
      this.call = call;
    }

    @Override
    public void mediaBeforeAccept() {
      context.runOnContext(_ -> happen(call, new OutboundEvent.EarlyMediaHeard()));
    }

    @Override
    public void firstMedia() {
      long nanos = clock.nanos();
      context.runOnContext(_ -> {
        happen(call, new OutboundEvent.BusinessMedia(clock.at(nanos)));
        if (call.state instanceof OutboundState.Talking) {
          open(call);
        }
      });
    }

    @Override
    public void secondSsrc() {
      context.runOnContext(_ -> parts.offences().note(call.id(), Offence.SECOND_SSRC));
    }
  }

  private final class Incoming implements IncomingCall {
    private final LiveOutbound call;

    Incoming(LiveOutbound call) {
      this.call = call;
    }

    @Override
    public String callId() {
      return call.id();
    }

    @Override
    public Customer customer() {
      return call.subject.customer();
    }

    @Override
    public void answer() {
      context.runOnContext(_ -> happen(call, new OutboundEvent.CustomerAccepts()));
    }

    @Override
    public void hangUp() {
      context.runOnContext(_ -> happen(call, new OutboundEvent.CustomerEnds()));
    }

    @Override
    public void fail(EndCause cause) {
      context.runOnContext(_ -> happen(call, new OutboundEvent.ClientFails(cause)));
    }

    @Override
    public void later(Duration pause, Runnable task) {
      OutboundNetwork.this.later(pause, task);
    }
  }
}
