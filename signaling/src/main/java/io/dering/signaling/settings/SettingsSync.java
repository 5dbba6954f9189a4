package io.dering.signaling.settings;

import io.dering.signaling.call.MetaError;
import io.dering.signaling.settings.CallingSettings.Difference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Keeps Meta's call settings of one number in step.
///
/// | what comes | what is done |
/// |---|---|
/// | start | read, write what differs, read back |
/// | the channel was changed, or somebody asked to write again | the same |
/// | Meta reports a change; an hour is over | read. A difference is shown, not overwritten: whoever made it at Meta meant it |
/// | a failure that may pass | the same again after 5 s, doubled each time up to an hour |
/// | a refusal that stays one | shown; read again within the hour, written again when somebody asks |
///
/// One request is under way at most; what comes meanwhile is done after it. Pure: time comes in,
/// requests go out.
public final class SettingsSync {
  /// How often Meta is asked: the end of a restriction has no webhook (Meta reference 4.4).
  public static final Duration READ_EVERY = Duration.ofHours(1);

  private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
  private static final int MOST_DOUBLINGS = 10;

  private final boolean writes;
  private @Nullable Step underWay;
  private boolean wanted;
  private boolean byHand;
  private boolean readingBack;
  private boolean readAgain;
  private List<Difference> differences = List.of();
  private @Nullable CallingSettings found;
  private @Nullable Instant readAt;
  private @Nullable Failure failure;
  private int failures;
  private Instant due = Instant.MAX;

  /// What a request to Meta does.
  public enum Step {
    READ,
    WRITE
  }

  /// How things stand. The names are the API's, in small letters: append only.
  public enum State {
    /// Meta has not answered yet.
    UNREAD,
    IN_STEP,
    /// A change is on its way to Meta.
    WRITING,
    DIFFERS,
    FAILED
  }

  /// A request to make now.
  public sealed interface Order {
    record Read() implements Order {}

    /// @param change only what is to be changed
    record Write(CallingSettings change) implements Order {}
  }

  /// What did not work.
  ///
  /// @param error empty when Meta did not answer
  public record Failure(Step step, Optional<MetaError> error, Instant at) {
    private boolean passing() {
      return error.map(MetaError::passing).orElse(true);
    }
  }

  /// @param writes false: differences are shown alone
  public SettingsSync(boolean writes) {
    this.writes = writes;
  }

  /// The process starts: Meta is asked at once.
  public void begin(Instant now) {
    wanted = writes;
    due = now;
  }

  /// The channel's settings are others: what differs now is told from what was read last, until
  /// Meta has answered anew.
  public Optional<Order> changed(Wish wish) {
    if (found != null) {
      differences = wish.settings().differencesOf(found, wish.today());
    }
    wanted = writes;
    failure = null;
    failures = 0;
    return read();
  }

  /// Somebody asked to write, fields that are held back as well.
  public Optional<Order> asked(Wish wish) {
    byHand = writes;
    return changed(wish);
  }

  /// Something happened at Meta.
  public Optional<Order> reported() {
    return read();
  }

  /// Whether `now` is a time to ask.
  public Optional<Order> due(Instant now) {
    if (now.isBefore(due)) {
      return Optional.empty();
    }
    // A request whose answer was lost does not keep the next from being made.
    underWay = null;
    due = now.plus(READ_EVERY);
    return read();
  }

  private Optional<Order> read() {
    if (underWay != null) {
      readAgain = true;
      return Optional.empty();
    }
    return Optional.of(order(new Order.Read()));
  }

  private Order order(Order order) {
    underWay = order instanceof Order.Write ? Step.WRITE : Step.READ;
    readAgain = false;
    return order;
  }

  /// Meta has said what it has.
  ///
  /// @param held fields that only a person may write now
  public Optional<Order> read(
      CallingSettings there, Wish wish, Set<SettingsField> held, Instant now) {
    underWay = null;
    readingBack = false;
    found = there;
    readAt = now;
    differences = wish.settings().differencesOf(there, wish.today());
    Set<SettingsField> fields =
        differences.stream()
            .map(Difference::field)
            .filter(field -> byHand || !held.contains(field))
            .collect(Collectors.toSet());
    if (wanted && !fields.isEmpty()) {
      wanted = false;
      due = now.plus(READ_EVERY);
      return Optional.of(order(new Order.Write(wish.settings().changeOf(there, fields))));
    }
    wanted = false;
    byHand = false;
    if (failure != null && (failure.step() == Step.READ || differences.isEmpty())) {
      failure = null;
      failures = 0;
    }
    due = now.plus(READ_EVERY);
    return readAgain ? Optional.of(order(new Order.Read())) : Optional.empty();
  }

  /// Meta has taken a change: it is read back.
  public Optional<Order> written() {
    underWay = null;
    failure = null;
    failures = 0;
    readingBack = true;
    return Optional.of(order(new Order.Read()));
  }

  /// A request did not work.
  ///
  /// @param error empty when Meta did not answer
  public Optional<Order> failed(Step step, Optional<MetaError> error, Instant now) {
    underWay = null;
    readingBack = false;
    Failure last = new Failure(step, error, now);
    failure = last;
    failures++;
    wanted |= step == Step.WRITE && last.passing();
    due = now.plus(last.passing() ? pause() : READ_EVERY);
    return readAgain ? Optional.of(order(new Order.Read())) : Optional.empty();
  }

  private Duration pause() {
    Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
    return pause.compareTo(READ_EVERY) > 0 ? READ_EVERY : pause;
  }

  /// When [#due] is to be asked next.
  public Instant nextDue() {
    return due;
  }

  /// Whether this end writes at all.
  public boolean writes() {
    return writes;
  }

  public State state() {
    if (failure != null) {
      return State.FAILED;
    }
    if (found == null) {
      return State.UNREAD;
    }
    if (underWay == Step.WRITE || readingBack || wanted) {
      return State.WRITING;
    }
    return differences.isEmpty() ? State.IN_STEP : State.DIFFERS;
  }

  public List<Difference> differences() {
    return differences;
  }

  public Optional<Failure> failure() {
    return Optional.ofNullable(failure);
  }

  /// How often it has failed in a row.
  public int failures() {
    return failures;
  }

  /// When Meta answered last.
  public Optional<Instant> readAt() {
    return Optional.ofNullable(readAt);
  }
}
