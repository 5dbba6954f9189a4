package io.dering.signaling.room;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.id.Texts;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// Who writes and calls, as far as is known.
///
/// @param name as the customer has chosen it, null until Meta tells; made a name that pages can
///   show ([Texts#name])
/// @param aliases without repetition; the one seen last stands last. Several of one kind are names
///   of one person: the last of a kind is the one to show
public record Customer(@Nullable String name, List<Alias> aliases) {
  /// A person has three, and some more over the years; the oldest goes first.
  public static final int MAX_ALIASES = 16;

  public Customer {
    String shown = name == null ? "" : Texts.name(name);
    name = shown.isEmpty() ? null : shown;
    aliases = List.copyOf(aliases);
  }

  /// Whom Meta names in one webhook.
  public static Customer of(Caller caller) {
    List<Alias> aliases = new ArrayList<>();
    if (caller.parentUserId() != null) {
      aliases.add(new Alias(Alias.Kind.PARENT, caller.parentUserId()));
    }
    if (caller.userId() != null) {
      aliases.add(new Alias(Alias.Kind.USER, caller.userId()));
    }
    if (caller.phone() != null) {
      aliases.add(new Alias(Alias.Kind.PHONE, caller.phone().value()));
    }
    return new Customer(caller.name(), aliases);
  }

  /// This customer, seen again: what `seen` says is newer.
  public Customer and(Customer seen) {
    SequencedSet<Alias> all = new LinkedHashSet<>(aliases);
    for (Alias alias : seen.aliases) {
      if (newest(alias.kind()).filter(alias::equals).isEmpty()) {
        all.remove(alias);
        all.add(alias);
      }
    }
    while (all.size() > MAX_ALIASES) {
      all.removeFirst();
    }
    return new Customer(seen.name == null ? name : seen.name, List.copyOf(all));
  }

  /// The same person, no longer known by that alias: it may be somebody else's tomorrow.
  public Customer without(Alias gone) {
    return new Customer(name, aliases.stream().filter(alias -> !alias.equals(gone)).toList());
  }

  /// The alias of that kind that was seen last.
  public Optional<Alias> newest(Alias.Kind kind) {
    return aliases.reversed().stream().filter(alias -> alias.kind() == kind).findFirst();
  }

  /// The same in the words of calls.
  public Caller caller() {
    return new Caller(
        newest(Alias.Kind.PHONE).map(alias -> new PhoneNumber(alias.value())).orElse(null),
        newest(Alias.Kind.USER).map(Alias::value).orElse(null),
        newest(Alias.Kind.PARENT).map(Alias::value).orElse(null),
        name);
  }

  /// Redacted: personal data.
  @Override
  public String toString() {
    return "Customer[" + aliases + "]";
  }
}
