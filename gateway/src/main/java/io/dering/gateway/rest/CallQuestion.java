package io.dering.gateway.rest;

import io.dering.signaling.activity.CallFilter;
import io.dering.signaling.activity.CustomerSearch;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Direction;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.ChannelId;
import io.dering.transport.http.ProblemCode;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Reads the filters of the log from a request (REP-3).
sealed interface CallQuestion {
  record Good(CallFilter filter) implements CallQuestion {}

  record Bad(Reply reply) implements CallQuestion {}

  /// An agent asks for own calls and may not filter: the report is for supervisors and above.
  static CallQuestion of(Asked asked) {
    String from = asked.query("from");
    String to = asked.query("to");
    Instant first = null;
    Instant end = null;
    if (from != null) {
      Optional<Instant> read = Times.read(from);
      if (read.isEmpty()) {
        return new Bad(Reply.wrong("from", Times.RULE));
      }
      first = read.get();
    }
    if (to != null) {
      Optional<Instant> read = Times.read(to);
      if (read.isEmpty()) {
        return new Bad(Reply.wrong("to", Times.RULE));
      }
      end = read.get();
    }
    if (first != null && end != null && !first.isBefore(end)) {
      return new Bad(Reply.wrong("to", "must be later than from"));
    }
    return judged(asked, filter(asked, first, end));
  }

  private static CallFilter filter(Asked asked, @Nullable Instant from, @Nullable Instant to) {
    String agent = asked.query("agent");
    String channel = asked.query("channel");
    String direction = asked.query("direction");
    String status = asked.query("status");
    String customer = asked.query("customer");
    String rang = asked.query("rang");
    return new CallFilter(
        asked.account(),
        agent == null ? null : new AgentId(agent),
        channel == null ? null : new ChannelId(channel),
        direction == null ? null : Direction.valueOf(direction.toUpperCase(Locale.ROOT)),
        status == null ? null : CallStatus.valueOf(status.toUpperCase(Locale.ROOT)),
        from,
        to,
        customer == null ? null : CustomerSearch.of(customer),
        rang == null ? null : new AgentId(rang));
  }

  private static CallQuestion judged(Asked asked, CallFilter filter) {
    AgentId own = asked.ownAgent();
    if (own == null) {
      return new Good(filter);
    }
    boolean others = filter.rang() != null && !filter.rang().equals(own);
    if (filter.narrows() || filter.agent() != null || others) {
      return new Bad(
          Reply.refused(ProblemCode.FORBIDDEN, "Agents see their own calls, unfiltered."));
    }
    return new Good(filter.rang() == null ? filter.ofAgent(own) : filter);
  }
}
