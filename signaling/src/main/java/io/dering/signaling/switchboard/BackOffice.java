package io.dering.signaling.switchboard;

import io.dering.signaling.backend.AgentRequest;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.CallRequest;
import io.dering.signaling.backend.ChannelRequest;
import io.dering.signaling.backend.MoneyRequest;
import io.dering.signaling.backend.PermissionRequest;
import io.dering.signaling.backend.PushRequest;
import io.dering.signaling.backend.RingGroupRequest;
import io.dering.signaling.backend.RoomRequest;
import io.dering.signaling.backend.UserRequest;

/// Answers what backends and supervisors ask, each request exactly once.
record BackOffice(
    GroupDesk groups,
    StaffDesk staff,
    RoomDesk rooms,
    ChannelDesk channels,
    PushDesk pushes,
    UserDesk users,
    AskDesk asks,
    DialDesk dials,
    MoneyOffice money) {
  void handle(Fact.Requested fact, Work work) {
    if (fact.request() instanceof CallRequest.PlaceCall placing) {
      dials.place(fact.id(), placing, work);
      return;
    }
    BackendAnswer answer =
        switch (fact.request()) {
          case CallRequest.PlaceCall _ -> throw new IllegalStateException("answered above");
          case MoneyRequest request -> money.handle(request, work);
          case AgentRequest request -> staff.handle(request, work);
          case ChannelRequest request -> channels.handle(request, work);
          case PermissionRequest request -> asks.handle(request, work);
          case PushRequest request -> pushes.handle(request, work);
          case RingGroupRequest request -> groups.handle(request, work);
          case RoomRequest request -> rooms.handle(request, work);
          case UserRequest request -> users.handle(request, work);
        };
    work.order(new Command.Answer(fact.id(), answer));
  }
}
