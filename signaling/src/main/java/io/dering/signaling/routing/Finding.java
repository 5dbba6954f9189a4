package io.dering.signaling.routing;

import java.time.Duration;
import java.util.Optional;

/// What was found of one agent when a call was routed, or what became of its offer to that agent.
///
/// The words are stored and shown: append only.
public sealed interface Finding {
  /// Stable, for programs.
  String word();

  /// How long: since when the page or the leg is unreachable, after what time the agent acted, how
  /// long it rang.
  default Optional<Duration> time() {
    return Optional.empty();
  }

  /// No live page.
  record Offline() implements Finding {
    @Override
    public String word() {
      return "offline";
    }
  }

  /// No live page, and no device to push to: unreachable (IN-6).
  record NoPageAndNoPush() implements Finding {
    @Override
    public String word() {
      return "no_page_and_no_push";
    }
  }

  /// Told by push (RG-2).
  record PushSent() implements Finding {
    @Override
    public String word() {
      return "push_sent";
    }
  }

  /// No device of the agent takes the push any more (IN-6).
  record PushRefused() implements Finding {
    @Override
    public String word() {
      return "push_refused";
    }
  }

  /// May not come in any more: left out of every ringing.
  record Disabled() implements Finding {
    @Override
    public String word() {
      return "disabled";
    }
  }

  /// A page, but the agent chose to be away: round robin passes over (RG-3).
  record Away() implements Finding {
    @Override
    public String word() {
      return "away";
    }
  }

  /// Holds a call: one call per agent (IN-4, RG-4).
  record OnCall() implements Finding {
    @Override
    public String word() {
      return "on_call";
    }
  }

  /// Has just ended a call and is not free yet.
  record InWrapUp() implements Finding {
    @Override
    public String word() {
      return "in_wrap_up";
    }
  }

  /// A page, but no leg of it has carried media for that long.
  record LegUnreachable(Duration since) implements Finding {
    @Override
    public String word() {
      return "leg_unreachable";
    }

    @Override
    public Optional<Duration> time() {
      return Optional.of(since);
    }
  }

  /// A page whose own script has not answered for that long: frozen by the browser, asleep or cut
  /// off (IN-6).
  record PageUnreachable(Duration since) implements Finding {
    @Override
    public String word() {
      return "page_unreachable";
    }

    @Override
    public Optional<Duration> time() {
      return Optional.of(since);
    }
  }

  /// Online and free, but another member was next (RG-3).
  record NotTheirTurn() implements Finding {
    @Override
    public String word() {
      return "not_their_turn";
    }
  }

  /// Belongs to none of those whom the call was for.
  record NotInGroup() implements Finding {
    @Override
    public String word() {
      return "not_in_group";
    }
  }

  /// Is not assigned to the customer, and nobody else was asked (IN-3a).
  record NotAssigned() implements Finding {
    @Override
    public String word() {
      return "not_assigned";
    }
  }

  /// It rings there now.
  record Rings() implements Finding {
    @Override
    public String word() {
      return "rings";
    }
  }

  /// Rang that long and was not answered there.
  record Rang(Duration length) implements Finding {
    @Override
    public String word() {
      return "rang";
    }

    @Override
    public Optional<Duration> time() {
      return Optional.of(length);
    }
  }

  record Declined(Duration after) implements Finding {
    @Override
    public String word() {
      return "declined";
    }

    @Override
    public Optional<Duration> time() {
      return Optional.of(after);
    }
  }

  record Took(Duration after) implements Finding {
    @Override
    public String word() {
      return "took";
    }

    @Override
    public Optional<Duration> time() {
      return Optional.of(after);
    }
  }

  /// As the detail of an event: the word, then milliseconds if there is a time.
  default String detail() {
    return word() + time().map(length -> " " + length.toMillis()).orElse("");
  }

  /// What [#detail] wrote of an agent whom a call passed by; empty for anything else.
  static Optional<Finding> read(String detail) {
    int space = detail.indexOf(' ');
    return switch (space < 0 ? detail : detail.substring(0, space)) {
      case "offline" -> Optional.of(new Offline());
      case "no_page_and_no_push" -> Optional.of(new NoPageAndNoPush());
      case "disabled" -> Optional.of(new Disabled());
      case "away" -> Optional.of(new Away());
      case "on_call" -> Optional.of(new OnCall());
      case "in_wrap_up" -> Optional.of(new InWrapUp());
      case "not_their_turn" -> Optional.of(new NotTheirTurn());
      case "page_unreachable" -> Optional.of(new PageUnreachable(millis(detail, space)));
      case "leg_unreachable" -> Optional.of(new LegUnreachable(millis(detail, space)));
      default -> Optional.empty();
    };
  }

  private static Duration millis(String detail, int space) {
    String digits = detail.substring(space + 1);
    return digits.matches("\\d{1,15}") ? Duration.ofMillis(Long.parseLong(digits)) : Duration.ZERO;
  }
}
