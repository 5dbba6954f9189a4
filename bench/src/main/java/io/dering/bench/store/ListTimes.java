package io.dering.bench.store;

import io.dering.gateway.storage.CallLog;
import io.dering.signaling.activity.CallFilter;
import io.dering.signaling.activity.CustomerSearch;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How long a page of the log of calls takes, over all that is stored (REP-3): what an agent or a
/// supervisor waits for.
record ListTimes(CallLog log, Instant now) {
  private static final int ROUNDS = 9;

  /// As many as a page of the console asks for.
  static final int ROWS = 50;

  /// One page that is asked for.
  private record Question(CallFilter filter, @Nullable CallId after) {}

  void print(PrintWriter out, CallId middle) {
    questions(middle)
        .forEach((name, question) ->
            out.printf(Locale.ROOT, "  %-44s %8.1f ms%n", name, medianMs(question)));
    out.flush();
  }

  private static CustomerSearch named(String text) {
    return CustomerSearch.of(text);
  }

  private Map<String, Question> questions(CallId middle) {
    Map<String, Question> questions = new LinkedHashMap<>();
    CallFilter all = CallFilter.of(Lanes.ACCOUNT);
    questions.put("newest calls", new Question(all, null));
    questions.put("calls from the middle of the log on", new Question(all, middle));
    questions.put("of one agent", new Question(all.ofAgent(new AgentId("agent-7")), null));
    questions.put(
        "of one day a year ago",
        new Question(
            filter(null, now.minus(Duration.ofDays(365)), now.minus(Duration.ofDays(364)), null),
            null));
    questions.put(
        "unanswered, where there are none",
        new Question(filter(CallStatus.UNANSWERED, null, null, null), null));
    questions.put(
        "by a number that called",
        new Question(filter(null, null, null, named("628120000777")), null));
    questions.put(
        "by a name that nobody has",
        new Question(filter(null, null, null, named("Zebedee")), null));
    return questions;
  }

  private static CallFilter filter(
      @Nullable CallStatus status,
      @Nullable Instant from,
      @Nullable Instant to,
      @Nullable CustomerSearch customer) {
    return new CallFilter(Lanes.ACCOUNT, null, null, null, status, from, to, customer);
  }

  private double medianMs(Question question) {
    double[] ms = new double[ROUNDS];
    for (int round = 0; round < ROUNDS; round++) {
      long began = System.nanoTime();
      if (log.page(question.filter(), ROWS, question.after()).isEmpty()) {
        throw new IllegalStateException("no such place in the log: " + question.after());
      }
      ms[round] = (System.nanoTime() - began) / 1e6;
    }
    Arrays.sort(ms);
    return ms[ROUNDS / 2];
  }
}
