package io.dering.signaling.standing;

import io.dering.signaling.standing.StandingChange.AnswerRateLow;
import io.dering.signaling.standing.StandingChange.AnswerRateRecovered;
import io.dering.signaling.standing.StandingChange.Restricted;
import io.dering.signaling.standing.StandingChange.RestrictionEnded;
import io.dering.signaling.standing.StandingChange.SettingsDiffer;
import io.dering.signaling.standing.StandingChange.SettingsFailed;
import io.dering.signaling.standing.StandingChange.SettingsInStep;
import io.dering.signaling.standing.StandingChange.Warned;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What has been told of one channel and still holds. What would only repeat it changes nothing.
public final class Standing {
  /// How long a warning is shown: Meta does not say that one is over.
  public static final Duration WARNING_SHOWN = Duration.ofDays(7);

  /// A webhook may come before Meta's own settings show the restriction.
  private static final Duration SETTLING = Duration.ofMinutes(5);

  /// Meta has fewer than ten types of each.
  private static final int MOST = 32;

  private final Map<String, Kept<Restricted>> restrictions = new LinkedHashMap<>();
  private final Map<String, Kept<Warned>> warnings = new LinkedHashMap<>();
  private boolean low;
  private boolean outOfStep;

  /// Something that holds.
  ///
  /// @param since when it was told
  public record Kept<T>(Instant since, T what) {}

  /// Takes up what was told, in the order of the telling.
  public void take(Instant at, StandingChange change) {
    switch (change) {
      case Restricted restricted -> put(restrictions, restricted.type(), at, restricted);
      case RestrictionEnded ended -> restrictions.remove(ended.type());
      case Warned warned -> put(warnings, warned.type(), at, warned);
      case AnswerRateLow _ -> low = true;
      case AnswerRateRecovered _ -> low = false;
      case SettingsDiffer _, SettingsFailed _ -> outOfStep = true;
      case SettingsInStep _ -> outOfStep = false;
    }
  }

  private static <T> void put(Map<String, Kept<T>> all, String type, Instant at, T what) {
    if (all.containsKey(type) || all.size() < MOST) {
      all.put(type, new Kept<>(at, what));
    }
  }

  /// What is new of this, and taken up: nothing when it repeats what is known.
  public List<StandingChange> tell(StandingChange change, Instant now) {
    boolean known =
        switch (change) {
          case Restricted restricted ->
              same(restrictions.get(restricted.type()), restricted)
                  || restricted.until().filter(until -> !now.isBefore(until)).isPresent();
          case RestrictionEnded ended -> !restrictions.containsKey(ended.type());
          case Warned warned -> {
            Kept<Warned> before = warnings.get(warned.type());
            yield before != null && before.what().equals(warned) && shows(before, now);
          }
          case AnswerRateLow _ -> low;
          case AnswerRateRecovered _ -> !low;
          case SettingsDiffer _, SettingsFailed _ -> outOfStep;
          case SettingsInStep _ -> !outOfStep;
        };
    if (known) {
      return List.of();
    }
    take(now, change);
    return List.of(change);
  }

  /// Webhook and settings describe one restriction in words of their own: the end tells them apart.
  private static boolean same(@Nullable Kept<Restricted> before, Restricted restricted) {
    return before != null && Objects.equals(before.what().until(), restricted.until());
  }

  private static boolean shows(Kept<?> warning, Instant now) {
    return now.isBefore(warning.since().plus(WARNING_SHOWN));
  }

  /// What Meta's settings say about restrictions, against what is known.
  public List<StandingChange> read(List<Restricted> there, Instant now) {
    List<StandingChange> news = new ArrayList<>();
    Set<String> shown = new HashSet<>();
    for (Restricted restricted : there) {
      shown.add(restricted.type());
      news.addAll(tell(restricted, now));
    }
    for (Kept<Restricted> kept : List.copyOf(restrictions.values())) {
      boolean settled = !now.isBefore(kept.since().plus(SETTLING));
      if (settled && !shown.contains(kept.what().type())) {
        news.addAll(tell(new RestrictionEnded(kept.what().type()), now));
      }
    }
    return news;
  }

  /// Restrictions whose time is up.
  public List<StandingChange> pass(Instant now) {
    List<StandingChange> news = new ArrayList<>();
    for (Kept<Restricted> kept : List.copyOf(restrictions.values())) {
      if (kept.what().until().filter(until -> !now.isBefore(until)).isPresent()) {
        news.addAll(tell(new RestrictionEnded(kept.what().type()), now));
      }
    }
    return news;
  }

  /// When a restriction ends, `Instant.MAX` if none has an end.
  public Instant nextEnd() {
    return restrictions.values().stream()
        .map(kept -> kept.what().until())
        .flatMap(Optional::stream)
        .min(Instant::compareTo)
        .orElse(Instant.MAX);
  }

  /// Whether fewer calls are answered than should be.
  public boolean low() {
    return low;
  }

  public List<Kept<Restricted>> restrictions() {
    return List.copyOf(restrictions.values());
  }

  /// Those that are not old.
  public List<Kept<Warned>> warnings(Instant now) {
    return warnings.values().stream().filter(kept -> shows(kept, now)).toList();
  }
}
