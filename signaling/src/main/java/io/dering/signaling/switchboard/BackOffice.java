package io.dering.signaling.switchboard;

import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.RingGroupRequest;

/// Answers what backends and supervisors ask, each request exactly once.
final class BackOffice {
  private final GroupDesk groups;

  BackOffice(GroupDesk groups) {
    this.groups = groups;
  }

  void handle(Fact.Requested fact, Work work) {
    BackendAnswer answer =
        switch (fact.request()) {
          case RingGroupRequest request -> groups.handle(request, work);
        };
    work.order(new Command.Answer(fact.id(), answer));
  }
}
