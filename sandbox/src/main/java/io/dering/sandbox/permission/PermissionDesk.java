package io.dering.sandbox.permission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.calendar.Calendar;
import io.dering.sandbox.calls.Business;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.messages.Windows;
import io.dering.sandbox.numbers.NumberDesk;
import io.dering.sandbox.webhooks.Envelope;
import io.dering.sandbox.webhooks.WebhookSender;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What every customer allows, and the webhooks about it.
public final class PermissionDesk {
  private static final int MOST_CUSTOMERS = 2_000;

  private final Parts parts;
  private final ReplyBodies bodies;
  private final Map<String, Entry> entries = new LinkedHashMap<>();
  private final Map<String, Set<Consumer<ObjectNode>>> phones = new HashMap<>();
  private final Map<String, Consumer<String>> reactions = new HashMap<>();
  private PermissionLimits limits = PermissionLimits.DEFAULTS;

  /// What the desk speaks through.
  ///
  /// @param clock the real one, for the times of webhooks
  /// @param messageIds a new one each
  public record Parts(
      Business business,
      Calendar calendar,
      InstantSource clock,
      NumberDesk number,
      Windows windows,
      WebhookSender webhooks,
      Supplier<String> messageIds) {}

  /// What `GET call_permissions` tells.
  ///
  /// @param until in real time; null unless temporary
  public record View(
      Grant grant,
      @Nullable Instant until,
      boolean mayAsk,
      boolean mayCall,
      List<Usage> requests,
      Usage calls) {
    public View {
      requests = List.copyOf(requests);
    }
  }

  private static final class Entry {
    final CustomerPermission permission = new CustomerPermission();

    /// What was tapped on the cards, by message id.
    final Map<String, Choice> answers = new LinkedHashMap<>();

    boolean nudge;
  }

  public PermissionDesk(Parts parts) {
    this.parts = parts;
    this.bodies = new ReplyBodies(new Envelope(parts.business()), parts.business());
  }

  /// From now on.
  public void limits(PermissionLimits next) {
    limits = next;
  }

  public PermissionLimits limits() {
    return limits;
  }

  /// Whether somebody will see a request at once: a page is open, or a script reacts.
  public boolean isWatched(Customer customer) {
    return reactions.containsKey(customer.number())
        || !phones.getOrDefault(customer.number(), Set.of()).isEmpty();
  }

  /// Why the business may not call that customer now.
  public Optional<Refused> refusesCall(Customer customer) {
    return entry(customer).permission.refusesCall(limits, now());
  }

  /// Why the business may not ask that customer now.
  public Optional<Refused> refusesRequest(Customer customer) {
    return entry(customer).permission.refusesRequest(limits, now());
  }

  /// A request has reached the customer's phone.
  public void requested(Customer customer, String messageId) {
    entry(customer).permission.requested(messageId, now());
    changed(customer.number());
    Consumer<String> reaction = reactions.get(customer.number());
    if (reaction != null) {
      reaction.accept(messageId);
    }
  }

  /// What happens on that customer's phone when a request comes.
  ///
  /// @param reaction takes the request's message id; null for nothing but the card
  public void onRequest(String number, @Nullable Consumer<String> reaction) {
    if (reaction == null) {
      reactions.remove(number);
    } else {
      reactions.put(number, reaction);
    }
  }

  /// The customer taps on a request's card, for the first time or again.
  ///
  /// @return whether the request still works
  public boolean answer(Customer customer, String messageId, Choice choice) {
    Entry entry = entry(customer);
    Optional<Reply> reply = entry.permission.answer(messageId, choice, now());
    reply.ifPresent(sent -> {
      entry.answers.put(messageId, choice);
      entry.nudge = false;
      tell(customer, sent);
    });
    return reply.isPresent();
  }

  /// The customer decides in the business's profile, or answers the question whether to keep the
  /// permission.
  public void decide(Customer customer, Choice choice) {
    Entry entry = entry(customer);
    entry.nudge = false;
    tell(customer, entry.permission.decide(choice, now()));
  }

  /// The customer keeps the permission as it is: nobody is told.
  public void keep(Customer customer) {
    entry(customer).nudge = false;
    changed(customer.number());
  }

  /// A call of the customer's is over, answered or not.
  public void called(Customer customer, String callId) {
    if (parts.number().settings().callbackPermission()) {
      entry(customer)
          .permission
          .calledBack(callId, now())
          .ifPresent(reply -> tell(customer, reply));
    }
  }

  /// A call was answered.
  ///
  /// @param byBusiness whose call it is
  public void connected(Customer customer, boolean byBusiness) {
    Entry entry = entry(customer);
    entry.permission.connected(byBusiness, now());
    entry.nudge = false;
    changed(customer.number());
  }

  /// A call of the business's was not answered, or declined.
  public void notAnswered(Customer customer) {
    Entry entry = entry(customer);
    switch (entry.permission.notAnswered(limits, now())) {
      case NOTHING -> {}
      case NUDGE -> {
        entry.nudge = true;
        changed(customer.number());
      }
      case REVOKED -> {
        entry.nudge = false;
        tell(customer, new Reply(null, false, false, null, true));
      }
    }
  }

  public View view(Customer customer) {
    CustomerPermission permission = entry(customer).permission;
    Instant now = now();
    Grant grant = permission.grant(now);
    return new View(
        grant,
        grant instanceof Grant.Temporary(Instant until) ? real(until) : null,
        permission.refusesRequest(limits, now).isEmpty(),
        permission.refusesCall(limits, now).isEmpty(),
        permission.requests(limits, now).stream().map(this::inRealTime).toList(),
        inRealTime(permission.calls(limits, now)));
  }

  /// An instant of the calendar as the business is told it.
  public Instant real(Instant ofCalendar) {
    return parts.calendar().real(ofCalendar);
  }

  /// What a phone shows of it.
  public ObjectNode shown(String number) {
    ObjectNode shown = JsonNodeFactory.instance.objectNode().put("type", "permission");
    Entry entry = entry(number);
    Instant now = now();
    switch (entry.permission.grant(now)) {
      case Grant.None() -> shown.put("status", "no_permission");
      case Grant.Temporary(Instant until) ->
          shown.put("status", "temporary").put("until", real(until).toString());
      case Grant.Permanent() -> shown.put("status", "permanent");
    }
    shown.put("nudge", entry.nudge).put("unanswered", entry.permission.unanswered());
    ArrayNode open = shown.putArray("open");
    entry.permission.open(now).forEach(open::add);
    ObjectNode answers = shown.putObject("answers");
    entry.answers.forEach((id, choice) -> answers.put(id, choice.key()));
    return shown;
  }

  /// Who wants to see changes of what that customer allows.
  public void subscribe(String number, Consumer<ObjectNode> phone) {
    phones.computeIfAbsent(number, _ -> new LinkedHashSet<>()).add(phone);
  }

  public void unsubscribe(String number, Consumer<ObjectNode> phone) {
    phones.getOrDefault(number, Set.of()).remove(phone);
  }

  /// Time has been skipped: what phones show may be over.
  public void timePassed() {
    List.copyOf(phones.keySet()).forEach(this::changed);
  }

  private void tell(Customer customer, Reply reply) {
    Instant real = parts.clock().instant();
    Instant until = reply.until();
    String id = parts.messageIds().get();
    parts
        .webhooks()
        .message(id, bodies.reply(id, customer, reply, until == null ? null : real(until), real));
    if (!reply.automatic()) {
      parts.windows().touch(customer.number());
    }
    changed(customer.number());
  }

  private void changed(String number) {
    List<Consumer<ObjectNode>> watching = List.copyOf(phones.getOrDefault(number, Set.of()));
    if (!watching.isEmpty()) {
      ObjectNode shown = shown(number);
      watching.forEach(phone -> phone.accept(shown));
    }
  }

  private Usage inRealTime(Usage usage) {
    Instant freeAt = usage.freeAt();
    return new Usage(
        usage.period(), usage.most(), usage.used(), freeAt == null ? null : real(freeAt));
  }

  private Entry entry(Customer customer) {
    return entry(customer.number());
  }

  private Entry entry(String number) {
    if (entries.size() >= MOST_CUSTOMERS && !entries.containsKey(number)) {
      entries.remove(entries.keySet().iterator().next());
    }
    return entries.computeIfAbsent(number, _ -> new Entry());
  }

  private Instant now() {
    return parts.calendar().instant();
  }
}
