package io.dering.signaling.simulation;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.call.CallProgress;
import io.dering.signaling.call.Caller;
import io.dering.signaling.call.GraphAction;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// P1's counters, by what Meta received alone: no connect to a customer who picked up ten times in
/// the 24 hours before (OUT-3), and no more than one request for permission in 24 hours and two in
/// seven days, since somebody talked with that customer last (PM-2).
///
/// Counted by true time and by each name that a customer was addressed with. Left out of the count
/// is a pickup of which the switchboard cannot know: Meta did not get the word of it through before
/// the call was over here, or the process died. A wall clock that was put wrong between two
/// processes makes a window shorter by as much. A number that a customer gave up counts anew: it
/// may be somebody else's.
final class WithinLimits implements Auditor {
  private static final int MOST_CALLS_A_DAY = 10;
  private static final int MOST_ASKS_A_DAY = 1;
  private static final int MOST_ASKS_A_WEEK = 2;
  private static final Duration DAY = Duration.ofDays(1);
  private static final Duration WEEK = Duration.ofDays(7);

  /// What was said in a call's last moments may come to a process for which it is over: a slow
  /// commit before it is heard, and two before the end is stored.
  private static final Duration HEARD_AFTER = Duration.ofMillis(3L * Runner.MAX_COMMIT_MS);

  private final Map<AccountId, Line> lines = new HashMap<>();
  private final Map<MetaCallId, Talk> talks = new HashMap<>();
  private final Map<CallId, Caller> callers = new HashMap<>();
  private final Map<CallId, Instant> over = new HashMap<>();
  private int atTheLimit;
  private int asks;

  private static final class Line {
    private final Customers customers;
    private final Map<String, Deque<Talk>> pickedUp = new HashMap<>();
    private final Map<String, Deque<Instant>> asked = new HashMap<>();
    private final Map<String, Instant> talkedWith = new HashMap<>();
    private final Map<CallId, Talk> underWay = new HashMap<>();
    private Duration leastAhead = Duration.ZERO;
    private Duration mostAhead = Duration.ZERO;

    private Line(Customers customers) {
      this.customers = customers;
    }

    private Duration shortened(Duration window) {
      return window.minus(mostAhead.minus(leastAhead));
    }
  }

  /// A call of the business's as Meta has it.
  private static final class Talk {
    private final AccountId account;
    private final Caller customer;
    private @Nullable Instant pickedUpAt;
    private @Nullable Instant toldAt;
    private @Nullable Instant namedAt;
    private @Nullable Instant closedAt;
    private boolean died;

    private Talk(AccountId account, Caller customer) {
      this.account = account;
      this.customer = customer;
    }

    private boolean isKnown() {
      if (namedAt == null || toldAt == null || died) {
        return false;
      }
      Instant heardBy = (toldAt.isAfter(namedAt) ? toldAt : namedAt).plus(HEARD_AFTER);
      return closedAt == null || closedAt.isAfter(heardBy);
    }
  }

  /// Whose customers go by which names.
  void know(AccountId account, Customers customers) {
    lines.put(account, new Line(customers));
  }

  @Override
  public void began(AccountId account, Duration ahead) {
    Line line = line(account);
    line.leastAhead = ahead.compareTo(line.leastAhead) < 0 ? ahead : line.leastAhead;
    line.mostAhead = ahead.compareTo(line.mostAhead) > 0 ? ahead : line.mostAhead;
  }

  /// A connect has come to Meta, which takes it.
  void placed(AccountId account, MetaCallId id, Command.Connect asked, Instant at) {
    Line line = line(account);
    Caller customer = asked.customer();
    Instant from = at.minus(line.shortened(DAY));
    for (String name : names(customer)) {
      long before =
          line.pickedUp.getOrDefault(name, new ArrayDeque<>()).stream()
              .filter(talk -> talk.pickedUpAt != null && talk.pickedUpAt.isAfter(from))
              .filter(Talk::isKnown)
              .count();
      Claim.that(before < MOST_CALLS_A_DAY, "a customer is called who picked up ten times a day");
      atTheLimit += before == MOST_CALLS_A_DAY - 1 ? 1 : 0;
    }
    Talk talk = new Talk(account, customer);
    // It may be over here before its connect has come there.
    talk.closedAt = over.get(asked.call());
    talks.put(id, talk);
    line.underWay.put(asked.call(), talk);
  }

  /// Whoever asked for it is gone already.
  void orphaned(MetaCallId id) {
    talk(id).died = true;
  }

  void pickedUp(MetaCallId id, Instant at) {
    Talk talk = talk(id);
    talk.pickedUpAt = at;
    for (String name : names(talk.customer)) {
      line(talk.account).pickedUp.computeIfAbsent(name, _ -> new ArrayDeque<>()).add(talk);
    }
  }

  /// Meta has answered the connect.
  void named(MetaCallId id, Instant at) {
    Talk talk = talks.get(id);
    if (talk != null && talk.namedAt == null) {
      talk.namedAt = at;
    }
  }

  /// A webhook was answered 200.
  void answered(Fact.FromMeta fact, Instant at) {
    if (fact instanceof Fact.CallProgressed said) {
      Talk talk = talks.get(said.metaCall());
      if (talk != null) {
        if (said.callbackData() != null) {
          named(said.metaCall(), at);
        }
        if (said.progress() == CallProgress.ACCEPTED && talk.toldAt == null) {
          talk.toldAt = at;
        }
      }
    }
  }

  /// A request for permission has come to Meta, which takes it.
  ///
  /// @param at when the switchboard let it out
  void asked(AccountId account, Caller customer, Instant at) {
    asks++;
    Line line = line(account);
    Instant reset = line.talkedWith.getOrDefault(line.customers.who(customer), Instant.MIN);
    for (String name : names(customer)) {
      Deque<Instant> before = line.asked.computeIfAbsent(name, _ -> new ArrayDeque<>());
      Claim.that(
          since(before, reset, at.minus(line.shortened(DAY))) < MOST_ASKS_A_DAY,
          "a customer is asked twice in a day");
      Claim.that(
          since(before, reset, at.minus(line.shortened(WEEK))) < MOST_ASKS_A_WEEK,
          "a customer is asked three times in a week");
      before.add(at);
    }
  }

  private static long since(Deque<Instant> asks, Instant reset, Instant from) {
    return asks.stream().filter(at -> at.isAfter(reset) && at.isAfter(from)).count();
  }

  @Override
  public void stored(AccountId account, CallRecord written, Instant at) {
    if (written instanceof CallRecord.CallOpened opened) {
      callers.put(opened.call(), opened.customer());
    } else if (written instanceof CallRecord.CallClosed closed) {
      over.put(closed.call(), at);
      Talk talk = line(account).underWay.remove(closed.call());
      if (talk != null) {
        talk.closedAt = at;
      }
    }
  }

  /// Whatever may tell a switchboard that somebody talks with a customer: it begins to count anew.
  @Override
  public void heard(AccountId account, Fact fact, Instant at) {
    if (fact instanceof Fact.CustomerChanged changed) {
      List<String> gone = names(changed.before());
      gone.removeAll(names(changed.after()));
      for (String name : gone) {
        line(account).asked.remove(name);
        line(account).pickedUp.remove(name);
      }
    }
    Caller customer =
        switch (fact) {
          case Fact.GraphSucceeded done when done.action() == GraphAction.ACCEPT ->
              callers.get(done.call());
          case Fact.CallPlaced placed -> callers.get(placed.call());
          case Fact.CallProgressed said -> customer(said.metaCall());
          case Fact.SessionAnswered said -> customer(said.metaCall());
          default -> null;
        };
    if (customer != null) {
      Line line = line(account);
      line.talkedWith.put(line.customers.who(customer), at);
    }
  }

  private @Nullable Caller customer(MetaCallId id) {
    Talk talk = talks.get(id);
    return talk == null || talk.pickedUpAt == null ? null : talk.customer;
  }

  @Override
  public void died(AccountId account) {
    line(account).underWay.values().forEach(talk -> talk.died = true);
  }

  /// How many connects were the last that a day allows, and how many requests there were.
  List<Integer> figures() {
    return List.of(atTheLimit, asks);
  }

  private static List<String> names(Caller customer) {
    List<String> names = new ArrayList<>();
    if (customer.phone() != null) {
      names.add(customer.phone().value());
    }
    if (customer.userId() != null) {
      names.add(customer.userId());
    }
    return names;
  }

  private Talk talk(MetaCallId id) {
    Talk talk = talks.get(id);
    if (talk == null) {
      throw new AssertionError("a call that Meta has not taken, or that is over");
    }
    return talk;
  }

  private Line line(AccountId account) {
    Line line = lines.get(account);
    if (line == null) {
      throw new AssertionError("an account that nobody knows");
    }
    return line;
  }
}
