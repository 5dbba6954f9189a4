package io.dering.sandbox.control;

import io.dering.sandbox.calls.Customer;
import io.dering.sandbox.network.Line;
import io.dering.sandbox.phone.Script;
import io.dering.sandbox.phone.ScriptedPhone;
import io.dering.sandbox.speech.Voice;
import io.dering.transport.http.ProblemCode;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The scripted calls that are known: at most [#MAX_KEPT], of which the oldest that are over make
/// room for new ones. Any thread.
public final class ScriptedCalls {
  static final int MAX_KEPT = 100;

  private final Map<String, ScriptedCall> kept = new LinkedHashMap<>();
  private int placed;
  private int taken;

  /// @param line where the phone is plugged in
  synchronized ScriptedCall place(Line line, CallOrder order, Voice words) throws Fault {
    if (!makesRoom()) {
      throw new Fault(
          ProblemCode.TOO_MANY_REQUESTS,
          "",
          "There are " + MAX_KEPT + " scripted calls already; hang some up.");
    }
    // Below 100 are the numbers of scripted phones, above those of pages.
    Script script = order.script(placed % MAX_KEPT, words);
    placed++;
    ScriptedCall call =
        new ScriptedCall(
            "phone_" + placed, script.customer(), ScriptedPhone.call(calling(line, order), script));
    kept.put(call.id(), call);
    return call;
  }

  private static Line calling(Line line, CallOrder order) {
    return order.payload().isEmpty()
        ? line
        : (customer, handset) -> line.place(customer, handset, order.payload());
  }

  synchronized Optional<ScriptedCall> find(String id) {
    return Optional.ofNullable(kept.get(id));
  }

  /// The business has called a scripted phone. While too many calls run, this one is not kept.
  synchronized ScriptedCall take(Customer customer, ScriptedPhone phone) {
    taken++;
    ScriptedCall call = new ScriptedCall("called_" + taken, customer, phone);
    if (makesRoom()) {
      kept.put(call.id(), call);
    }
    return call;
  }

  private boolean makesRoom() {
    Iterator<ScriptedCall> oldestFirst = kept.values().iterator();
    while (kept.size() >= MAX_KEPT && oldestFirst.hasNext()) {
      if (oldestFirst.next().over()) {
        oldestFirst.remove();
      }
    }
    return kept.size() < MAX_KEPT;
  }
}
