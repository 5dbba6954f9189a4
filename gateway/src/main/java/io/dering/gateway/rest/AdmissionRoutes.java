package io.dering.gateway.rest;

import io.dering.gateway.admission.Reached;
import io.dering.signaling.backend.AgentAnswer;
import io.dering.signaling.backend.AgentRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/// Which new calls are taken, and what keeps the others from it.
public final class AdmissionRoutes implements Resource {
  private final Switchboards switchboards;
  private final Supplier<List<Reached>> reached;

  /// @param reached of the marks of the process's load, while calls are refused
  public AdmissionRoutes(Switchboards switchboards, Supplier<List<Reached>> reached) {
    this.switchboards = switchboards;
    this.reached = reached;
  }

  @Override
  public void mount(Operations operations) {
    operations.on("getAdmission", this::admission);
  }

  private CompletionStage<Reply> admission(Asked asked) {
    return switchboards
        .ask(asked.account(), new AgentRequest.LookAtAdmission())
        .thenApply(answer -> Reply.ok(json((AgentAnswer.Admitted) answer, reached.get())));
  }

  static JsonObject json(AgentAnswer.Admitted admitted, List<Reached> load) {
    var marks = new JsonArray();
    if (admitted.isFull()) {
      int most = admitted.mostCalls();
      marks.add(mark("max_calls", most, most, admitted.calls()));
    }
    // The process looks, and tells the switchboard: in between one knows more than the other.
    if (!admitted.outbound()) {
      load.forEach(one -> {
        String name = one.mark().name().toLowerCase(Locale.ROOT);
        marks.add(mark(name, one.limit(), one.takenBelow(), one.now()));
      });
    }
    AgentAnswer.Turned turned = admitted.turned();
    return new JsonObject()
        .put("object", "admission")
        .put("inbound", admitted.inbound())
        .put("outbound", admitted.outbound())
        .put("reached", marks)
        .put(
            "refused",
            new JsonObject()
                .put("from", Times.write(turned.since()))
                .put("inbound", turned.inbound())
                .put("outbound", turned.outbound()));
  }

  private static JsonObject mark(String name, long limit, long takenBelow, long now) {
    return new JsonObject()
        .put("mark", name)
        .put("limit", limit)
        .put("taken_below", takenBelow)
        .put("now", now);
  }
}
