package io.dering.gateway.storage;

import io.dering.signaling.activity.CallRecord.CallEvent;
import io.dering.signaling.call.CallEventKind;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.json.Json;
import io.dering.signaling.json.JsonReader;
import io.dering.signaling.json.JsonResult;
import io.dering.signaling.json.JsonWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// The agents whom one look passed by, as one row: a team of hundreds would write hundreds for each
/// call, most of which say the same. The row has no agent, the sequence of the first, and as its
/// detail a JSON array with an array for each finding in order, which is the finding and then its
/// agents: `[["offline","ayu","budi"],["on_call","citra"]]`.
///
/// A row with an agent is from before, or of one agent alone: it stands for itself. Of the
/// sequences in a row the table guards the first alone.
final class PassedBy {
  private static final JsonWriter WRITER = new JsonWriter();

  /// As long as the longest id and more.
  private static final JsonReader READER = new JsonReader(2, 1_000);

  private final CallId call;
  private final Instant at;
  private final int firstSequence;
  private final List<CallEvent> events = new ArrayList<>();

  private PassedBy(CallEvent first) {
    call = first.call();
    at = first.at();
    firstSequence = first.sequence();
    events.add(first);
  }

  /// Whether the event is one of those that go into a row together.
  static boolean is(CallEvent event) {
    return event.kind() == CallEventKind.AGENT_PASSED_BY
        && event.agent() != null
        && event.detail() != null;
  }

  /// @param first one that [#is] so
  static PassedBy of(CallEvent first) {
    return new PassedBy(first);
  }

  /// Takes the event in if it is of the same look and the next of it.
  boolean takes(CallEvent next) {
    boolean mine =
        is(next)
            && next.call().equals(call)
            && next.at().equals(at)
            && next.sequence() == firstSequence + events.size();
    return mine && events.add(next);
  }

  /// What is stored.
  CallEvent row() {
    return events.size() == 1
        ? events.getFirst()
        : new CallEvent(
            call, at, firstSequence, CallEventKind.AGENT_PASSED_BY, null, WRITER.write(findings()));
  }

  private Json findings() {
    List<Json> findings = new ArrayList<>();
    List<Json> alike = new ArrayList<>();
    String last = null;
    for (CallEvent event : events) {
      String finding = Objects.requireNonNull(event.detail());
      if (!finding.equals(last)) {
        finish(findings, alike);
        alike.add(new Json.Text(finding));
        last = finding;
      }
      alike.add(new Json.Text(Objects.requireNonNull(event.agent()).value()));
    }
    finish(findings, alike);
    return new Json.Arr(findings);
  }

  private static void finish(List<Json> findings, List<Json> alike) {
    if (!alike.isEmpty()) {
      findings.add(new Json.Arr(alike));
      alike.clear();
    }
  }

  /// The events that a row stands for, in order. One that cannot be read as a whole stands for
  /// itself.
  static List<CallEvent> read(CallEvent row) {
    String detail = row.detail();
    if (row.kind() == CallEventKind.AGENT_PASSED_BY
        && row.agent() == null
        && detail != null
        && READER.read(detail) instanceof JsonResult.Parsed(Json.Arr(var findings))) {
      List<CallEvent> events = new ArrayList<>();
      if (findings.stream().allMatch(finding -> isRead(finding, row, events))
          && !events.isEmpty()) {
        return events;
      }
    }
    return List.of(row);
  }

  private static boolean isRead(Json finding, CallEvent row, List<CallEvent> events) {
    if (!(finding instanceof Json.Arr(var elements)) || elements.isEmpty()) {
      return false;
    }
    String word = null;
    for (Json element : elements) {
      if (!(element instanceof Json.Text(var text)) || text.isEmpty()) {
        return false;
      }
      if (word == null) {
        word = text;
      } else {
        events.add(
            new CallEvent(
                row.call(),
                row.at(),
                row.sequence() + events.size(),
                row.kind(),
                new AgentId(text),
                word));
      }
    }
    return true;
  }
}
