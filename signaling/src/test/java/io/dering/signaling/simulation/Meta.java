package io.dering.signaling.simulation;

import io.dering.signaling.call.Caller;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.call.Payloads;
import io.dering.signaling.call.TalkTimes;
import io.dering.signaling.call.TerminateStatus;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.permission.PermissionReply;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.MessageStatus;
import io.dering.signaling.simulation.Clockwork.Mishap;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import io.dering.signaling.switchboard.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The customers' phones, Meta's webhooks and its Graph API. Webhooks come late, twice, out of
/// order, after an hour and now and then never; requests are refused, and answers get lost. What
/// Meta ends by itself (reference 1.8): a call that nobody accepts within a minute, an accepted one
/// without media for 30 s.
final class Meta {
  static final int RING_LIMIT_MS = 60_000;
  private static final int SILENCE_LIMIT_MS = 30_000;
  private static final int AN_HOUR_MS = 3_600_000;
  private static final String FORGED = "forged.";

  private final Clockwork clock;
  private final Supplier<Faults> faults;
  private final Media media;
  private final BothEnds bothEnds;
  private final Books books;
  private final Signatures signatures = new Signatures();
  private final Map<MetaCallId, Call> calls = new HashMap<>();
  private int made;
  private int live;

  /// Who writes down what Meta does and says.
  record Books(Delivered delivered, MetasBooks money, WithinLimits limits) {
    private void placed(Call call, Command.Connect asked, Instant at) {
      AccountId account = call.runner.settings().account();
      money.placed(account, call.id, asked.callbackData());
      limits.placed(account, call.id, asked, at);
    }

    private void answered(Fact.FromMeta fact, Instant at) {
      delivered.answered(fact);
      money.answered(fact, at);
      limits.answered(fact, at);
    }
  }

  /// What Meta sends, as often as it must.
  private record Webhook(Runner runner, String body, String signature, Fact.FromMeta fact) {}

  /// Meta's own view of a call.
  static final class Call {
    final MetaCallId id;
    final Runner runner;
    final ChannelId channel;
    final boolean outbound;
    @Nullable Instant acceptedAt;
    boolean over;
    private @Nullable String callbackData;
    private long busyUntilMs;

    private Call(MetaCallId id, Runner runner, ChannelId channel, boolean outbound) {
      this.id = id;
      this.runner = runner;
      this.channel = channel;
      this.outbound = outbound;
    }
  }

  Meta(Clockwork clock, Supplier<Faults> faults, Media media, BothEnds bothEnds, Books books) {
    this.clock = clock;
    this.faults = faults;
    this.media = media;
    this.bothEnds = bothEnds;
    this.books = books;
    media.whenSilent(this::silent);
  }

  static boolean isForged(MetaCallId id) {
    return id.value().startsWith(FORGED);
  }

  /// A customer calls a number of this account.
  void ring(Runner runner, Caller customer) {
    ChannelId channel = runner.settings().channels().getFirst().id();
    Call call = new Call(Stage.wacid(String.valueOf(made++)), runner, channel, false);
    begin(call);
    // Some connects are old news when Meta sends them.
    Instant at = clock.chance(faults.get().late() / 4) ? clock.now().minusSeconds(61) : clock.now();
    send(
        runner,
        call.id.value(),
        new Fact.CallOffered(call.id, channel, customer, Stage.OFFER, Payloads.NONE, at));
    if (clock.chance(2)) {
      forge(call, customer);
    }
    clock.after(clock.upTo(90_000), () -> end(call));
    clock.after(
        RING_LIMIT_MS,
        () -> {
          if (call.acceptedAt == null) {
            end(call);
          }
        });
  }

  private void begin(Call call) {
    calls.put(call.id, call);
    live++;
    bothEnds.begunAtMeta(call.id);
  }

  /// A call of the business's is there from here on.
  ///
  /// @param life of the process that asked for it, which may be gone by now
  Call placed(Runner runner, int life, Command.Connect asked) {
    Call call = new Call(Stage.wacid("b" + made++), runner, asked.channel(), true);
    call.callbackData = asked.callbackData();
    begin(call);
    books.placed(call, asked, clock.now());
    if (life != runner.life()) {
      books.money().orphaned(call.id);
      books.limits().orphaned(call.id);
    }
    return call;
  }

  /// The customer has picked up.
  void pickedUp(Call call) {
    call.acceptedAt = clock.now();
    books.money().pickedUp(call.id);
    books.limits().pickedUp(call.id, clock.now());
  }

  /// The answer to connect has reached whoever asked.
  void named(Call call) {
    books.money().named(call.id);
    books.limits().named(call.id, clock.now());
  }

  /// A customer writes, moves to another number, or a message of the business comes further.
  void write(Runner runner, Customers customers) {
    ChannelId channel = runner.settings().channels().getFirst().id();
    MessageId id = new MessageId("wamid." + made++);
    Fact.FromMeta fact;
    if (clock.chance(10)) {
      clock.count(Mishap.NUMBER_CHANGED);
      Customers.Moved moved = customers.somebodyMoves();
      Message message = new Message(id, MessageKind.SYSTEM, null, null, null);
      fact = new Fact.CustomerChanged(channel, moved.before(), moved.after(), message, clock.now());
    } else if (clock.chance(15)) {
      boolean grants = clock.chance(70);
      PermissionReply reply =
          new PermissionReply(
              grants ? PermissionReply.Response.ACCEPT : PermissionReply.Response.REJECT,
              clock.chance(50),
              null,
              clock.chance(20));
      Message message = new Message(id, MessageKind.PERMISSION_REPLY, null, null, null);
      fact = new Fact.PermissionReplied(channel, customers.somebody(), message, reply, clock.now());
    } else if (clock.chance(10)) {
      fact =
          new Fact.MessageStatusReported(
              channel, customers.somebody(), id, MessageStatus.READ, clock.now());
    } else {
      Message message = new Message(id, MessageKind.TEXT, "hello", null, null);
      fact = new Fact.CustomerWrote(channel, customers.somebody(), message, clock.now());
    }
    send(runner, id.value(), fact);
  }

  /// A request arrives after the one before it of the same call.
  void carryOut(Runner runner, Command.OfMetaCall asked) {
    Call call = find(asked.metaCall());
    int life = runner.life();
    long arrivesMs = Math.max(call.busyUntilMs, clock.nowMs()) + 1 + clock.upTo(400);
    call.busyUntilMs = arrivesMs;
    clock.after(arrivesMs - clock.nowMs(), () -> answer(call, asked, runner, life));
  }

  /// How many calls are alive at Meta.
  int live() {
    return live;
  }

  private void answer(Call call, Command.OfMetaCall asked, Runner runner, int life) {
    boolean lost = clock.chance(faults.get().graphLost());
    boolean refused = clock.chance(faults.get().graphRefused());
    boolean possible =
        !call.over
            && switch (asked.action()) {
              case PRE_ACCEPT, ACCEPT, REJECT -> call.acceptedAt == null;
              case CONNECT -> false;
              case TERMINATE -> call.outbound || call.acceptedAt != null;
            };
    if (possible && !refused && !(lost && clock.chance(50))) {
      take(call, asked.action());
    }
    if (lost) {
      clock.count(Mishap.GRAPH_ANSWER_LOST);
      runner.tell(life, new Fact.GraphUnknown(asked.call(), asked.action()));
    } else if (possible && !refused) {
      runner.tell(life, new Fact.GraphSucceeded(asked.call(), asked.action()));
    } else {
      clock.count(Mishap.GRAPH_REFUSED);
      MetaError error = MetaError.of(clock.chance(50) ? 100 : 131016);
      runner.tell(life, new Fact.GraphRefused(asked.call(), asked.action(), error));
    }
  }

  private void take(Call call, GraphAction action) {
    switch (action) {
      case PRE_ACCEPT, CONNECT -> {}
      case ACCEPT -> {
        call.acceptedAt = clock.now();
        silent(call.id);
      }
      case REJECT, TERMINATE -> end(call);
    }
  }

  void silent(MetaCallId id) {
    Call call = find(id);
    clock.after(
        SILENCE_LIMIT_MS,
        () -> {
          if (call.acceptedAt != null && !media.has(id)) {
            end(call);
          }
        });
  }

  /// However it ends, it ends once, and Meta says so.
  void end(Call call) {
    if (call.over) {
      return;
    }
    call.over = true;
    live--;
    bothEnds.overAtMeta(call.id, clock.now());
    Instant acceptedAt = call.acceptedAt;
    long talked =
        acceptedAt == null ? 0 : clock.now().getEpochSecond() - acceptedAt.getEpochSecond();
    books.money().over(call.id, talked, clock.now());
    TalkTimes times = acceptedAt == null ? null : new TalkTimes(acceptedAt, clock.now(), talked);
    boolean failed = clock.chance(faults.get().graphRefused());
    send(
        call.runner,
        call.id.value(),
        new Fact.CallTerminated(
            call.id,
            call.channel,
            failed ? TerminateStatus.FAILED : TerminateStatus.COMPLETED,
            times,
            failed ? List.of(MetaError.of(138021)) : List.of(),
            clock.chance(70) ? call.callbackData : null,
            clock.now()));
    media.deaf(call.id);
  }

  void send(Runner runner, String body, Fact.FromMeta fact) {
    String signature = signatures.sign(body.getBytes(StandardCharsets.UTF_8));
    Webhook webhook = new Webhook(runner, body, signature, fact);
    int copies = 1;
    while (copies < 4 && clock.chance(faults.get().repeated())) {
      clock.count(Mishap.WEBHOOK_REPEATED);
      copies++;
    }
    for (int copy = 0; copy < copies; copy++) {
      boolean late = clock.chance(faults.get().late());
      if (late) {
        clock.count(Mishap.WEBHOOK_LATE);
      }
      int lateMs = copy > 0 && clock.chance(10) ? AN_HOUR_MS : 25_000;
      clock.after(clock.upTo(late ? lateMs : 100), () -> deliver(webhook));
    }
  }

  /// One try: when it is not answered 200, Meta tries again, though now and then never again.
  private void deliver(Webhook webhook) {
    if (clock.chance(faults.get().lost())) {
      clock.count(Mishap.WEBHOOK_LOST);
      if (clock.chance(5)) {
        return;
      }
    } else {
      Fact.FromMeta fact = webhook.fact();
      if (signatures.verifies(webhook.body().getBytes(StandardCharsets.UTF_8), webhook.signature())
          && webhook.runner().webhook(fact)) {
        books.answered(fact, clock.now());
        return;
      }
      clock.count(Mishap.WEBHOOK_NOT_TAKEN);
    }
    clock.after(1_000 + clock.upTo(20_000), () -> deliver(webhook));
  }

  /// Somebody else's webhook: well formed, for a number of ours, not signed by Meta.
  private void forge(Call call, Caller customer) {
    clock.count(Mishap.WEBHOOK_FORGED);
    MetaCallId id = new MetaCallId(FORGED + call.id.value());
    byte[] body = id.value().getBytes(StandardCharsets.UTF_8);
    if (signatures.verifies(body, signatures.forge(body))) {
      boolean _ =
          call.runner.webhook(
              new Fact.CallOffered(
                  id, call.channel, customer, Stage.OFFER, Payloads.NONE, clock.now()));
    }
  }

  private Call find(MetaCallId id) {
    Call call = calls.get(id);
    if (call == null) {
      throw new AssertionError("a request for a call that Meta does not know");
    }
    return call;
  }
}
