package io.dering.sandbox.network;

import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.graph.CallRefusals;
import io.dering.sandbox.graph.GraphError;
import io.dering.sandbox.numbers.NumberDesk;
import io.dering.sandbox.permission.PermissionDesk;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// Whether the business may call (Meta reference part 10). On the sandbox's context.
record OutboundGate(
    NumberDesk number,
    PermissionDesk permissions,
    InstantSource clock,
    Supplier<Switches> switches) {
  /// The first reason against it; empty when there is none.
  ///
  /// @param customer empty for somebody who does not exist
  /// @param busy whether the customer of that number is in a call with the business
  Optional<GraphError> refusal(Optional<Customer> customer, Predicate<String> busy) {
    if (number.settings().switchedOff()) {
      return Optional.of(CallRefusals.notEnabled());
    }
    Optional<GraphError> switched = CallRefusals.byCode(switches.get().outbound().refuse());
    if (switched.isPresent()) {
      return switched;
    }
    if (number.settings().outboundRestricted(clock.instant())) {
      return Optional.of(CallRefusals.restricted());
    }
    if (customer.isEmpty()) {
      return Optional.of(CallRefusals.cannotBeCalled());
    }
    if (busy.test(customer.get().number())) {
      return Optional.of(CallRefusals.duplicate());
    }
    return permissions
        .refusesCall(customer.get())
        .map(why -> CallRefusals.of(why, permissions::real));
  }
}
