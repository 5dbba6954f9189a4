package io.dering.sandbox.control;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.network.Telephones;
import io.dering.sandbox.permission.Choice;
import io.dering.sandbox.permission.PermissionDesk;
import io.dering.sandbox.phone.AnsweringPhone;
import io.dering.sandbox.speech.Voice;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;

/// Customers without a page: what they do when the business calls or asks, and what came of it. On
/// the sandbox's context.
public final class PhoneDesk {
  /// Of a phone's calls, the newest.
  private static final int KEPT = 20;

  private final ScriptedCalls calls;
  private final Telephones telephones;
  private final PermissionDesk permissions;
  private final BiConsumer<Duration, Runnable> later;
  private final Map<Integer, Planned> planned = new HashMap<>();

  private record Planned(Telephones.Plug plug, Deque<String> callIds) {}

  /// @param later runs something so much later on the sandbox's context
  public PhoneDesk(
      ScriptedCalls calls,
      Telephones telephones,
      PermissionDesk permissions,
      BiConsumer<Duration, Runnable> later) {
    this.calls = calls;
    this.telephones = telephones;
    this.permissions = permissions;
    this.later = later;
  }

  /// In place of what the customer did until now.
  ///
  /// @param line 0 to 999
  void plan(int line, PhonePlan plan, Voice words) {
    Planned before = planned.remove(line);
    if (before != null) {
      telephones.unplug(before.plug());
    }
    Deque<String> callIds = before == null ? new ArrayDeque<>() : before.callIds();
    var script = plan.order().script(line, words);
    Customer customer = script.customer();
    AnsweringPhone phone =
        new AnsweringPhone(
            script,
            plan.reaction(),
            taken -> {
              callIds.addLast(calls.take(customer, taken).id());
              if (callIds.size() > KEPT) {
                callIds.removeFirst();
              }
            });
    Telephones.Plug plug = new Telephones.Plug(customer, phone);
    telephones.plug(plug);
    planned.put(line, new Planned(plug, callIds));
    permissions.onRequest(
        customer.number(),
        plan.permission().isEmpty()
            ? null
            : request ->
                later.accept(
                    plan.permissionAfter(),
                    () -> permissions.answer(customer, request, plan.permission().orElseThrow())));
  }

  /// The customer is as one of whom nothing is known.
  void forget(int line) {
    Planned before = planned.remove(line);
    if (before != null) {
      telephones.unplug(before.plug());
      permissions.onRequest(before.plug().customer().number(), null);
    }
  }

  /// The customer decides, on a request's card or in the business's profile.
  ///
  /// @param request its message's id; empty for the profile
  /// @return whether the request still works
  boolean decide(int line, Choice choice, String request) {
    Customer customer = customer(line);
    if (request.isEmpty()) {
      permissions.decide(customer, choice);
      return true;
    }
    return permissions.answer(customer, request, choice);
  }

  /// What is known of the customer.
  ObjectNode shown(int line) {
    Customer customer = customer(line);
    ObjectNode shown = permissions.shown(customer.number());
    shown.remove("type");
    shown.put("number", customer.number());
    ArrayNode ids = shown.putArray("calls");
    Planned here = planned.get(line);
    if (here != null) {
      here.callIds().forEach(ids::add);
    }
    return shown;
  }

  private Customer customer(int line) {
    Planned here = planned.get(line);
    return here == null ? Customer.fictional(line, "Customer " + line) : here.plug().customer();
  }
}
