package io.dering.signaling.simulation;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.PhoneNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The people of one account who call and write. Meta names a person by a number, by an id or by
/// both, never quite the same from one webhook to the next (reference 0.4).
final class Customers {
  private static final int PEOPLE = 15;

  private final Clockwork clock;
  private final List<Person> people = new ArrayList<>();
  private final Map<String, String> whose = new HashMap<>();
  private int numbers;

  private record Person(PhoneNumber number, String userId, String parentId, boolean hidden) {}

  Customers(Clockwork clock) {
    this.clock = clock;
    for (int person = 0; person < PEOPLE; person++) {
      people.add(
          known(
              new Person(
                  newNumber(), "GB.2000" + person, "GB.ENT.2000" + person, clock.chance(20))));
    }
  }

  /// Somebody, as Meta happens to name that person now.
  Caller somebody() {
    return named(people.get(clock.upTo(people.size())));
  }

  /// Always the same person.
  Caller regular() {
    return named(people.getFirst());
  }

  /// Who goes by that name, or did before the number changed; strangers go by their number alone.
  String who(Caller caller) {
    String name =
        caller.userId() == null && caller.phone() != null
            ? caller.phone().value()
            : String.valueOf(caller.userId());
    return whose.getOrDefault(name, name);
  }

  private Person known(Person person) {
    whose.put(person.number().value(), person.userId());
    return person;
  }

  /// A person's two names, before and after the number has changed.
  record Moved(Caller before, Caller after) {}

  Moved somebodyMoves() {
    int index = clock.upTo(people.size());
    Person person = people.get(index);
    Person after = new Person(newNumber(), person.userId(), person.parentId(), person.hidden());
    people.set(index, known(after));
    return new Moved(
        new Caller(person.number(), person.userId(), null, "Ada"),
        new Caller(after.number(), after.userId(), null, "Ada"));
  }

  private Caller named(Person person) {
    if (person.hidden()) {
      return new Caller(null, person.userId(), clock.chance(30) ? person.parentId() : null, "Bo");
    }
    return switch (clock.upTo(4)) {
      case 0 -> new Caller(person.number(), null, null, null);
      case 1 -> new Caller(null, person.userId(), null, "Ada");
      case 2 -> new Caller(person.number(), person.userId(), person.parentId(), "Ada");
      default -> new Caller(person.number(), person.userId(), null, "Ada");
    };
  }

  /// Of those that are reserved for fiction.
  private PhoneNumber newNumber() {
    return new PhoneNumber("4477009" + (10_000 + numbers++));
  }
}
