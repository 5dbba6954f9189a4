package io.dering.gateway.rest;

import io.dering.signaling.agent.Agent;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.PhoneNumber;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Calls as comma-separated values (RFC 4180): text in quotes, lines end in CR LF, what does not
/// apply is empty.
///
/// A customer chooses the name that others see. A spreadsheet would run one that begins like a
/// formula, so such a cell gets an apostrophe before it.
final class CallCsv {
  static final String HEAD =
      "id,started_at,connected_at,ended_at,direction,state,status,reason,ended_by,customer_name,"
          + "customer_number,customer_user_id,channel,agent,agent_name,ring_s,talk_s,charge_minor,quality"
          + "\r\n";

  private static final String FORMULA = "=+-@|%\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

  private final People people;
  private final AccountId account;

  CallCsv(People people, AccountId account) {
    this.people = people;
    this.account = account;
  }

  /// One line.
  String row(CallView call) {
    CallView.End end = call.end();
    PhoneNumber phone = call.customer().phone();
    List<String> cells = new ArrayList<>();
    cells.add(call.id().value());
    cells.add(plain(Times.write(call.startedAt())));
    cells.add(plain(Times.write(call.connectedAt())));
    cells.add(plain(end == null ? null : Times.write(end.at())));
    cells.add(word(call.direction()));
    cells.add(word(call.state()));
    cells.add(end == null ? "" : word(end.status()));
    cells.add(end == null ? "" : word(end.reason()));
    cells.add(end == null ? "" : word(end.reason().endedBy()));
    cells.add(text(call.customer().name()));
    cells.add(text(phone == null ? null : phone.value()));
    cells.add(text(call.customer().userId()));
    cells.add(text(call.channel().value()));
    AgentId agent = call.agent();
    cells.add(text(agent == null ? null : agent.value()));
    cells.add(text(agent == null ? null : people.find(account, agent).map(Agent::name).orElse("")));
    cells.add(end == null ? "" : seconds(end.ringMs()));
    cells.add(end == null ? "" : seconds(end.talkMs()));
    cells.add(end == null ? "" : Long.toString(end.chargeMinor()));
    cells.add(plain(call.quality()));
    return String.join(",", cells) + "\r\n";
  }

  /// A cell that a spreadsheet shows as it is.
  static String text(@Nullable String text) {
    if (text == null || text.isEmpty()) {
      return "";
    }
    String start = text.stripLeading();
    boolean formula =
        FORMULA.indexOf(text.charAt(0)) >= 0
            || (!start.isEmpty() && FORMULA.indexOf(start.charAt(0)) >= 0);
    return "\"" + (formula ? "'" : "") + text.replace("\"", "\"\"") + "\"";
  }

  private static String plain(@Nullable String text) {
    return text == null ? "" : text;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static String seconds(long ms) {
    return "%d.%03d".formatted(ms / 1_000, ms % 1_000);
  }
}
