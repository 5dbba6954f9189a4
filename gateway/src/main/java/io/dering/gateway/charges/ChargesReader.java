package io.dering.gateway.charges;

import io.dering.gateway.charges.Reading.Failure;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.charges.MetaMonth;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.meta.AnalyticsAnswer;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Asks Meta round by round what it charged one account, and keeps the answers.
public final class ChargesReader {
  /// How long after its end a month's figures may change: they come some hours late and are
  /// corrected. More asks for finished months longer, less may keep figures that are not final.
  public static final Duration SETTLED = Duration.ofDays(7);

  /// Meta's analytics reach back a year.
  private static final int MONTHS_BACK = 11;

  private static final Logger LOG = LoggerFactory.getLogger(ChargesReader.class);

  private final Whose whose;
  private final Ports ports;
  private final Sources sources;
  private final Rounds rounds;
  private volatile Reading reading = Reading.WAITING;

  /// Rounds in a row that did not work. Of the one round that runs.
  private int failures;

  /// Earlier months of which the log has said that they could not be read: once for each.
  private final Set<YearMonth> left = ConcurrentHashMap.newKeySet();

  /// @param waba the WhatsApp Business Account's id
  /// @param numbers of the account's channels, digits with country code
  public record Whose(AccountId account, String waba, List<String> numbers) {
    public Whose {
      numbers = List.copyOf(numbers);
    }
  }

  /// Meta's side.
  @FunctionalInterface
  public interface Meta {
    CompletionStage<AnalyticsAnswer> ask(YearMonth month, List<String> numbers);
  }

  /// The store's side.
  @FunctionalInterface
  public interface Book {
    CompletionStage<Boolean> replace(MetaMonth month);
  }

  /// The store's side, too.
  @FunctionalInterface
  public interface Gaps {
    /// Months from `from` to before `until` that have calls, and of which Meta was not asked since
    /// [#SETTLED] after they ended; the newest first.
    CompletionStage<List<YearMonth>> between(YearMonth from, YearMonth until);
  }

  public record Ports(Meta meta, Book book, Gaps gaps) {}

  /// Runs a task after a while, unless the gateway has stopped by then.
  @FunctionalInterface
  public interface Later {
    void run(Duration after, Runnable task);
  }

  public record Sources(Later later, InstantSource clock, RandomGenerator random) {}

  public ChargesReader(Whose whose, Ports ports, Sources sources, Rounds rounds) {
    this.whose = whose;
    this.ports = ports;
    this.sources = sources;
    this.rounds = rounds;
  }

  /// From now on it goes by itself.
  public void start() {
    sources.later().run(rounds.start(sources.random()), this::round);
  }

  /// How it went last.
  public Reading reading() {
    return reading;
  }

  /// This month and the one before, one after the other, until one fails; then earlier ones whose
  /// figures are not final.
  private void round() {
    YearMonth now = YearMonth.from(sources.clock().instant().atOffset(ZoneOffset.UTC));
    YearMonth before = now.minusMonths(1);
    var _ =
        readAll(List.of(now, before))
            .thenCompose(failed ->
                failed.isPresent()
                    ? CompletableFuture.completedFuture(failed)
                    : ports
                        .gaps()
                        .between(now.minusMonths(MONTHS_BACK), before)
                        .toCompletableFuture()
                        .thenCompose(this::readGaps))
            .whenComplete(
                (failed, broken) -> ended(broken == null ? failed.orElse(null) : lost(broken)));
  }

  /// Meta has just answered for this month, so that what it does not tell of an earlier one says
  /// nothing about how it is asked: that month stays as it is shown, not read, and is asked for
  /// again in each round until Meta's analytics do not reach back to it any more.
  private CompletableFuture<Optional<Failure>> readGaps(List<YearMonth> months) {
    CompletableFuture<Optional<Failure>> reading =
        CompletableFuture.completedFuture(Optional.empty());
    for (YearMonth month : months) {
      reading =
          reading
              .thenCompose(_ -> read(month))
              .thenApply(failed -> {
                failed.ifPresent(why -> leave(month, why));
                return Optional.empty();
              });
    }
    return reading;
  }

  private void leave(YearMonth month, Failure why) {
    if (left.add(month)) {
      LOG.warn(
          "What Meta charged {} in {} could not be read: {}. It is asked for again later.",
          whose.account(),
          month,
          why.sentence());
    }
  }

  private CompletableFuture<Optional<Failure>> readAll(List<YearMonth> months) {
    CompletableFuture<Optional<Failure>> reading =
        CompletableFuture.completedFuture(Optional.empty());
    for (YearMonth month : months) {
      reading =
          reading.thenCompose(failed ->
              failed.isPresent() ? CompletableFuture.completedFuture(failed) : read(month));
    }
    return reading;
  }

  private CompletableFuture<Optional<Failure>> read(YearMonth month) {
    Instant at = sources.clock().instant();
    return ports
        .meta()
        .ask(month, whose.numbers())
        .toCompletableFuture()
        .thenCompose(answer ->
            switch (answer) {
              case AnalyticsAnswer.Read read -> keep(month, at, read);
              case AnalyticsAnswer.Refused(MetaError error) ->
                  failed(at, Optional.of(error), "Meta refused with " + error.figures());
              case AnalyticsAnswer.Unreadable(String why) ->
                  failed(at, Optional.empty(), "Meta gave " + why);
            });
  }

  private CompletableFuture<Optional<Failure>> keep(
      YearMonth month, Instant at, AnalyticsAnswer.Read read) {
    return ports
        .book()
        .replace(
            new MetaMonth(
                whose.account(), whose.waba(), month, read.currency(), at, read.charges()))
        .toCompletableFuture()
        .thenApply(_ -> Optional.empty());
  }

  private static CompletableFuture<Optional<Failure>> failed(
      Instant at, Optional<MetaError> error, String sentence) {
    return CompletableFuture.completedFuture(Optional.of(new Failure(at, error, sentence)));
  }

  /// The store says in the log what is wrong with it.
  private Failure lost(Throwable broken) {
    LOG.debug("What Meta charged could not be kept", broken);
    return new Failure(sources.clock().instant(), Optional.empty(), "The store did not keep it");
  }

  private void ended(@Nullable Failure failure) {
    Reading before = reading;
    if (failure == null) {
      failures = 0;
      reading = new Reading(sources.clock().instant(), null);
      if (before.failure() != null) {
        LOG.info("What Meta charged {} is read again", whose.account());
      }
    } else {
      failures++;
      reading = new Reading(before.readAt(), since(before.failure(), failure));
      say(before.failure(), failure);
    }
    sources.later().run(rounds.next(failures, sources.random()), this::round);
  }

  /// A trouble that lasts began when it began.
  private static Failure since(@Nullable Failure before, Failure now) {
    return before == null ? now : new Failure(before.at(), now.error(), now.sentence());
  }

  /// Once for each kind of trouble.
  private void say(@Nullable Failure before, Failure now) {
    if (before == null || !kind(before).equals(kind(now))) {
      LOG.warn(
          "What Meta charged {} could not be read: {}. What was read before stays.",
          whose.account(),
          now.sentence());
    }
  }

  /// Meta's trace id is another one each time.
  private static String kind(Failure failure) {
    return failure.error().map(error -> "refused with " + error.code()).orElse(failure.sentence());
  }
}
