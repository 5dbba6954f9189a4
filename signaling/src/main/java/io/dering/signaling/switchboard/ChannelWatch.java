package io.dering.signaling.switchboard;

import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.ChannelTold;
import io.dering.signaling.backend.ChannelAnswer.Answering;
import io.dering.signaling.backend.ChannelAnswer.AtMeta;
import io.dering.signaling.backend.ChannelAnswer.ChannelView;
import io.dering.signaling.backend.ChannelAnswer.Standings;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.settings.CallingSettings.Difference;
import io.dering.signaling.settings.SettingsField;
import io.dering.signaling.settings.SettingsPolicy;
import io.dering.signaling.settings.SettingsSync;
import io.dering.signaling.settings.SettingsSync.Failure;
import io.dering.signaling.settings.SettingsSync.Order;
import io.dering.signaling.settings.Wish;
import io.dering.signaling.standing.AnswerRate;
import io.dering.signaling.standing.AnswerRate.Share;
import io.dering.signaling.standing.Standing;
import io.dering.signaling.standing.StandingChange;
import java.time.Instant;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// How each channel stands with Meta: its settings there kept in step (IN-2, RM-9), its answer rate
/// and what Meta has said of it (IN-12).
final class ChannelWatch {
  /// A trouble of Meta's that is over by then is not worth an event.
  private static final int FAILURES_TOLD = 3;

  private final AccountId account;
  private final Cards cards;
  private final Deadlines deadlines;
  private final ChannelPolicy policy;
  private final Map<ChannelId, Line> lines = new LinkedHashMap<>();

  /// One channel.
  private record Line(SettingsSync sync, AnswerRate rate, Standing standing) {}

  ChannelWatch(AccountId account, Cards cards, Deadlines deadlines, ChannelPolicy policy) {
    this.account = account;
    this.cards = cards;
    this.deadlines = deadlines;
    this.policy = policy;
    boolean writes = policy.settings() == SettingsPolicy.WRITTEN;
    for (Channel channel : cards.channels()) {
      lines.put(channel.id(), new Line(new SettingsSync(writes), new AnswerRate(), new Standing()));
    }
  }

  /// What was told in earlier lives, in the order of the telling. Channels that are no more go.
  void take(List<ChannelTold> told) {
    for (ChannelTold one : told) {
      Line line = lines.get(one.channel());
      if (line != null) {
        line.standing().take(one.at(), one.change());
      }
    }
  }

  /// Calls that ended in the hour that begins then.
  void take(ChannelId channel, Instant hour, Share share) {
    Line line = lines.get(channel);
    if (line != null) {
      line.rate().add(hour, share);
    }
  }

  /// The process starts: every number is asked for.
  void begin(Instant now) {
    if (policy.settings() == SettingsPolicy.IGNORED) {
      return;
    }
    lines.forEach((id, line) -> {
      line.sync().begin(now);
      plan(id, line);
    });
  }

  private void plan(ChannelId id, Line line) {
    Instant read = line.sync().nextDue();
    Instant end = line.standing().nextEnd();
    deadlines.set(new Deadlines.Key.ChannelDue(id), read.isBefore(end) ? read : end);
  }

  void due(ChannelId id, Work work) {
    Line line = lines.get(id);
    if (line == null) {
      return;
    }
    tell(id, line.standing().pass(work.now()), work);
    judge(id, line, work);
    settle(id, line, line.sync().due(work.now()), work);
  }

  /// The channel's settings are others.
  void changed(Channel channel, Work work) {
    Line line = lines.get(channel.id());
    if (line != null && policy.settings() != SettingsPolicy.IGNORED) {
      settle(channel.id(), line, line.sync().changed(Wish.of(channel, work.now())), work);
    }
  }

  /// Somebody asked to write again; false where nothing is written.
  boolean again(Channel channel, Work work) {
    Line line = lines.get(channel.id());
    if (line == null || !line.sync().writes()) {
      return false;
    }
    settle(channel.id(), line, line.sync().asked(Wish.of(channel, work.now())), work);
    return true;
  }

  void handle(Fact.FromSettings fact, Work work) {
    ChannelId id = fact.channel();
    Line line = lines.get(id);
    Optional<Channel> channel = cards.channelOf(id);
    if (line == null || channel.isEmpty()) {
      return;
    }
    SettingsSync sync = line.sync();
    Optional<Order> next =
        switch (fact) {
          case Fact.SettingsRead(_, var found, var restrictions) -> {
            tell(id, line.standing().read(restrictions, work.now()), work);
            Wish wish = Wish.of(channel.get(), work.now());
            yield sync.read(found, wish, held(line), work.now());
          }
          case Fact.SettingsWritten _ -> sync.written();
          case Fact.SettingsFailed failed -> sync.failed(failed.step(), failed.error(), work.now());
        };
    settle(id, line, next, work);
  }

  /// A call button that Meta has hidden is shown again when somebody asks for it, not by itself.
  private static Set<SettingsField> held(Line line) {
    boolean hidden =
        line.standing().restrictions().stream()
            .anyMatch(kept -> kept.what().type().contains("BUTTON_HIDDEN"));
    return hidden ? Set.of(SettingsField.CALL_ICON_VISIBILITY) : Set.of();
  }

  void reported(Fact.SettingsReported fact, Work work) {
    Line line = lines.get(fact.channel());
    if (line != null && policy.settings() != SettingsPolicy.IGNORED) {
      settle(fact.channel(), line, line.sync().reported(), work);
    }
  }

  void reported(Fact.CallingReported fact, Work work) {
    String number = fact.number().value();
    for (Channel channel : cards.channels()) {
      Line line = lines.get(channel.id());
      if (line != null && channel.displayNumber().equals(number)) {
        for (StandingChange change : fact.changes()) {
          tell(channel.id(), line.standing().tell(change, work.now()), work);
        }
        plan(channel.id(), line);
      }
    }
  }

  /// A restriction of the business's calls.
  ///
  /// @param until empty when Meta does not say
  record Pause(Optional<Instant> until) {}

  /// What Meta has put between this channel and its customers: no calls, no requests for permission
  /// (Meta reference 4.4).
  Optional<Pause> outboundPause(ChannelId id) {
    Line line = lines.get(id);
    if (line == null) {
      return Optional.empty();
    }
    return line.standing().restrictions().stream()
        .filter(kept ->
            kept.what().type().contains("BUSINESS_INITIATED")
                || kept.what().type().contains("BIZ_INITIATED"))
        .findFirst()
        .map(kept -> new Pause(kept.what().until()));
  }

  /// Counts the customers' calls that ended in this step (IN-12).
  void count(CallBook book, Work work) {
    for (CallRecord.CallClosed closed : work.closed()) {
      book.find(closed.call())
          .filter(call -> !call.isOutbound())
          .map(LiveCall::channel)
          .ifPresent(id -> {
            Line line = lines.get(id);
            if (line != null) {
              long answered = closed.status() == CallStatus.ANSWERED ? 1 : 0;
              line.rate().add(work.now(), new Share(1, answered));
              judge(id, line, work);
            }
          });
    }
  }

  private void judge(ChannelId id, Line line, Work work) {
    Share share = line.rate().over(AnswerRate.JUDGED, work.now());
    boolean low = policy.answerRate().low(share, line.standing().low());
    tell(
        id,
        line.standing()
            .tell(
                low
                    ? new StandingChange.AnswerRateLow(share)
                    : new StandingChange.AnswerRateRecovered(share),
                work.now()),
        work);
  }

  private void settle(ChannelId id, Line line, Optional<Order> next, Work work) {
    next.ifPresent(order ->
        work.order(
            switch (order) {
              case Order.Read _ -> new Command.ReadSettings(id);
              case Order.Write(var change) -> new Command.WriteSettings(id, change);
            }));
    tellSettings(id, line, work);
    plan(id, line);
  }

  private void tellSettings(ChannelId id, Line line, Work work) {
    SettingsSync sync = line.sync();
    StandingChange change =
        switch (sync.state()) {
          case IN_STEP -> new StandingChange.SettingsInStep();
          case DIFFERS ->
              new StandingChange.SettingsDiffer(
                  sync.differences().stream()
                      .map(Difference::field)
                      .map(SettingsField::wire)
                      .toList());
          case FAILED -> sync.failure().filter(f -> lasts(f, sync)).map(this::failed).orElse(null);
          case UNREAD, WRITING -> null;
        };
    if (change != null) {
      tell(id, line.standing().tell(change, work.now()), work);
    }
  }

  private static boolean lasts(Failure failure, SettingsSync sync) {
    boolean passing = failure.error().map(MetaError::passing).orElse(true);
    return !passing || sync.failures() >= FAILURES_TOLD;
  }

  private StandingChange failed(Failure failure) {
    return new StandingChange.SettingsFailed(
        failure.step().name().toLowerCase(Locale.ROOT),
        failure.error().map(MetaError::code).orElse(null),
        failure.error().flatMap(ChannelWatch::words));
  }

  /// Meta's words for people: the longer ones, where there are two.
  static Optional<String> words(MetaError error) {
    return Optional.ofNullable(error.details()).or(() -> Optional.ofNullable(error.title()));
  }

  private void tell(ChannelId id, List<StandingChange> news, Work work) {
    news.forEach(change -> work.write(new ChannelTold(work.now(), account, id, change)));
  }

  ChannelView view(Channel channel, Instant now) {
    Line line = lines.get(channel.id());
    if (line == null) {
      throw new IllegalStateException("channel without a line: " + channel.id());
    }
    SettingsSync sync = line.sync();
    return new ChannelView(
        channel,
        new AtMeta(
            sync.state(),
            sync.writes(),
            sync.differences(),
            Wish.of(channel, now).notes(),
            sync.failure(),
            sync.readAt()),
        new Answering(
            line.rate().over(AnswerRate.JUDGED, now),
            line.rate().over(AnswerRate.KEPT, now),
            line.standing().low(),
            policy.answerRate()),
        new Standings(line.standing().restrictions(), line.standing().warnings(now)));
  }

  Snapshot.Channels counts() {
    Map<SettingsSync.State, Integer> states = new EnumMap<>(SettingsSync.State.class);
    int restricted = 0;
    int low = 0;
    for (Line line : lines.values()) {
      states.merge(line.sync().state(), 1, Integer::sum);
      restricted += line.standing().restrictions().isEmpty() ? 0 : 1;
      low += line.standing().low() ? 1 : 0;
    }
    return new Snapshot.Channels(states, restricted, low);
  }
}
