package io.dering.sandbox.control;

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
final class ScriptedCalls {
  static final int MAX_KEPT = 100;

  private final Line line;
  private final Map<String, ScriptedCall> kept = new LinkedHashMap<>();
  private int placed;

  ScriptedCalls(Line line) {
    this.line = line;
  }

  synchronized ScriptedCall place(CallOrder order, Voice words) throws Fault {
    makeRoom();
    // Below 100 are the numbers of scripted phones, above those of pages.
    Script script = order.script(placed % MAX_KEPT, words);
    placed++;
    ScriptedCall call =
        new ScriptedCall(
            "phone_" + placed, script.customer(), ScriptedPhone.call(calling(order), script));
    kept.put(call.id(), call);
    return call;
  }

  private Line calling(CallOrder order) {
    return order.payload().isEmpty()
        ? line
        : (customer, handset) -> line.place(customer, handset, order.payload());
  }

  synchronized Optional<ScriptedCall> find(String id) {
    return Optional.ofNullable(kept.get(id));
  }

  private void makeRoom() throws Fault {
    Iterator<ScriptedCall> oldestFirst = kept.values().iterator();
    while (kept.size() >= MAX_KEPT && oldestFirst.hasNext()) {
      if (oldestFirst.next().over()) {
        oldestFirst.remove();
      }
    }
    if (kept.size() >= MAX_KEPT) {
      throw new Fault(
          ProblemCode.TOO_MANY_REQUESTS,
          "",
          "There are " + MAX_KEPT + " scripted calls already; hang some up.");
    }
  }
}
