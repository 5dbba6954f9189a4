package io.dering.gateway.rest;

import io.dering.signaling.agent.Role;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.MoneyAnswer;
import io.dering.signaling.backend.MoneyRequest;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.money.Ledger;
import io.dering.signaling.money.LedgerRefusal;
import io.dering.transport.http.Problem;
import io.dering.transport.http.ProblemCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/// The voice balance and what is put into it (BAL-2, BAL-8).
public final class BalanceRoutes implements Resource {
  private static final BigDecimal MOST = BigDecimal.valueOf(Ledger.MAX_MINOR);

  private final Switchboards switchboards;

  public BalanceRoutes(Switchboards switchboards) {
    this.switchboards = switchboards;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("getBalance", this::balance);
    operations.on("topUp", this::topUp);
  }

  private CompletionStage<Reply> balance(Asked asked) {
    return switchboards
        .ask(asked.account(), new MoneyRequest.ReadBalance())
        .thenApply(answer -> reply(asked, answer));
  }

  private CompletionStage<Reply> topUp(Asked asked) {
    Object sent = asked.body().getValue("amount_minor");
    if (sent instanceof Double number && !Double.isFinite(number)) {
      return wrong("overflow", LedgerRefusal.OVERFLOW.sentence()).now();
    }
    BigDecimal amount = new BigDecimal(sent.toString());
    if (amount.stripTrailingZeros().scale() > 0) {
      return wrong("fractional", "must be whole: minor units have no fractions").now();
    }
    if (amount.signum() < 0) {
      return wrong("negative", "must be more than 0").now();
    }
    if (amount.signum() == 0) {
      return wrong("zero", "must be more than 0").now();
    }
    if (amount.compareTo(MOST) > 0) {
      return wrong("overflow", LedgerRefusal.OVERFLOW.sentence()).now();
    }
    var request =
        new MoneyRequest.TopUp(
            entry(asked), amount.longValueExact(), by(asked), asked.body().getString("note", ""));
    return switchboards.ask(asked.account(), request).thenApply(answer -> reply(asked, answer));
  }

  /// The caller's key makes the entry's id, so that the ledger itself knows a repeat, however late
  /// it comes. Hashed: who asks and a key of any length fit into an id.
  private static EntryId entry(Asked asked) {
    String whose = asked.known().key() + "\n" + asked.header(Idempotency.HEADER);
    return new EntryId("top_up/" + UUID.nameUUIDFromBytes(whose.getBytes(StandardCharsets.UTF_8)));
  }

  static Optional<AgentId> by(Asked asked) {
    return asked.known() instanceof Viewer.Person person
        ? Optional.of(person.agent())
        : Optional.empty();
  }

  /// BAL-8: an agent sees only whether a call is possible.
  static boolean isAgent(Asked asked) {
    return asked.known() instanceof Viewer.Person person && person.role() == Role.AGENT;
  }

  private static Reply reply(Asked asked, BackendAnswer answer) {
    return switch (answer) {
      case Refused refused -> Refusals.reply(refused);
      case MoneyAnswer.Balance balance -> Reply.ok(json(balance, isAgent(asked)));
      case MoneyAnswer.NotMoved(var why) -> notMoved(why);
      default -> throw Refusals.misplaced(answer);
    };
  }

  private static Reply notMoved(LedgerRefusal why) {
    return switch (why) {
      case BELOW_MINIMUM, OVERFLOW, NOT_POSITIVE, NEGATIVE, ZERO ->
          wrong(why.name().toLowerCase(Locale.ROOT), why.sentence());
      default ->
          new Reply.Refused(
              Problem.of(ProblemCode.CONFLICT, why.sentence())
                  .member("refusal", why.name().toLowerCase(Locale.ROOT)));
    };
  }

  private static Reply wrong(String name, String rule) {
    return new Reply.Refused(
        Problem.of(ProblemCode.INVALID_PARAMETER, "")
            .with("amount_minor", rule)
            .member("refusal", name));
  }

  private static JsonObject json(MoneyAnswer.Balance balance, boolean forAgent) {
    var json = new JsonObject().put("object", "balance").put("can_call", balance.canCall());
    if (forAgent) {
      return json;
    }
    var thresholds = new JsonArray();
    balance.terms().thresholdsMinor().forEach(thresholds::add);
    return json.put("balance_minor", balance.balanceMinor())
        .put("held_minor", balance.heldMinor())
        .put("available_minor", balance.availableMinor())
        .put("currency", balance.currency().orElse(null))
        .put("minimum_top_up_minor", balance.terms().minimumTopUpMinor())
        .put("minimum_to_call_minor", balance.terms().minimumToCallMinor())
        .put("thresholds_minor", thresholds)
        .put("minutes_this_month", balance.minutesThisMonth())
        .put("movements", balance.movements());
  }
}
