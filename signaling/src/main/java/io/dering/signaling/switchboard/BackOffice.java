package io.dering.signaling.switchboard;

import io.dering.signaling.backend.AgentRequest;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.RingGroupRequest;

/// Answers what backends and supervisors ask, each request exactly once.
final class BackOffice {
  private final GroupDesk groups;
  private final StaffDesk staff;

  BackOffice(GroupDesk groups, StaffDesk staff) {
    this.groups = groups;
    this.staff = staff;
  }

  void handle(Fact.Requested fact, Work work) {
    BackendAnswer answer =
        switch (fact.request()) {
          case AgentRequest request -> staff.handle(request);
          case RingGroupRequest request -> groups.handle(request, work);
        };
    work.order(new Command.Answer(fact.id(), answer));
  }
}
