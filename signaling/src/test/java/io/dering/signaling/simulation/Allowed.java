package io.dering.signaling.simulation;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.permission.MetaPermission;
import io.dering.signaling.switchboard.Command;
import io.dering.signaling.switchboard.Fact;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// P1: Meta is asked before each call, and none is placed that Meta, when asked, did not allow;
/// where Meta did not answer, that very person must have been allowed before, by whatever name.
/// (What has ended a permission since is the permission tests' matter.)
final class Allowed implements Auditor {
  private final Set<CallId> asked = new HashSet<>();
  private final Set<CallId> allowed = new HashSet<>();
  private final Set<CallId> unanswered = new HashSet<>();
  private final Map<CallId, Caller> customers = new HashMap<>();
  private final Map<AccountId, Customers> people = new HashMap<>();
  private final Set<Person> granted = new HashSet<>();

  /// @param who goes by that name; where nobody knows, the name itself
  private record Person(AccountId account, Object who) {}

  /// Whose customers go by which names.
  void know(AccountId account, Customers customers) {
    people.put(account, customers);
  }

  @Override
  public void heard(AccountId account, Fact fact, Instant at) {
    switch (fact) {
      case Fact.PermissionRead read -> {
        if (read.permission().call().allowed()) {
          allowed.add(read.call());
        }
        Caller customer = customers.get(read.call());
        if (customer != null && read.permission().status() != MetaPermission.Status.NONE) {
          granted.add(person(account, customer));
        }
      }
      case Fact.PermissionNotRead not -> unanswered.add(not.call());
      case Fact.PermissionReplied replied -> {
        Person person = person(account, replied.customer());
        switch (replied.reply().response()) {
          case ACCEPT -> granted.add(person);
          case REJECT -> {
            // It may be older than what was said before: a repeated webhook takes nothing away.
          }
          case UNREADABLE -> {
            // Meta is asked.
          }
        }
      }
      default -> {
        // Not about permission.
      }
    }
  }

  private Person person(AccountId account, Caller customer) {
    Customers known = people.get(account);
    return new Person(account, known == null ? customer : known.who(customer));
  }

  @Override
  public void released(AccountId account, Command command, Instant at) {
    switch (command) {
      case Command.ReadPermission wanted -> {
        asked.add(wanted.call());
        customers.put(wanted.call(), wanted.customer());
      }
      case Command.Connect connect -> {
        CallId call = connect.call();
        Claim.that(asked.contains(call), "a call is placed without asking Meta");
        Claim.that(
            allowed.contains(call)
                || (unanswered.contains(call)
                    && granted.contains(person(account, connect.customer()))),
            "a call is placed without a permission");
      }
      default -> {
        // Calls nobody.
      }
    }
  }
}
