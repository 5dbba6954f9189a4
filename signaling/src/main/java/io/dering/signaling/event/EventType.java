package io.dering.signaling.event;

import java.util.Optional;
import java.util.stream.Stream;

/// The kinds of events. The names are stored and sent: append only.
public enum EventType {
  /// A customer calls: whom it rings follows in `call.ringing`.
  CALL_OFFERED("call.offered"),
  /// It rings for one more agent.
  CALL_RINGING("call.ringing"),
  /// One agent declined; others may ring on.
  CALL_DECLINED("call.declined"),
  /// An agent calls a customer.
  CALL_DIALLED("call.dialled"),
  /// The phone of the customer who is called rings.
  CALL_CUSTOMER_RINGING("call.customer_ringing"),
  /// An agent took it.
  CALL_ANSWERED("call.answered"),
  /// Customer and agent can talk.
  CALL_CONNECTED("call.connected"),
  /// It is over; holds the report's figures (REP-1).
  CALL_ENDED("call.ended"),
  /// A customer's room is there, or there again: the customer wrote.
  ROOM_OPENED("room.opened"),
  /// Somebody is assigned; others are not any more.
  ROOM_ASSIGNED("room.assigned"),
  ROOM_RESOLVED("room.resolved"),
  /// It is out of the lists of daily work (RM-5).
  ROOM_ARCHIVED("room.archived"),
  /// It is back in them: by hand, or because the customer wrote.
  ROOM_UNARCHIVED("room.unarchived"),
  /// Two rooms turned out to be of one customer.
  ROOM_MERGED("room.merged"),
  /// The customer wrote; the text is in `GET /v1/rooms/{id}/messages`.
  ROOM_MESSAGE_RECEIVED("room.message_received"),
  /// The business wrote from here.
  ROOM_MESSAGE_SENT("room.message_sent"),
  /// The recording of a message is there to be played.
  ROOM_MEDIA_KEPT("room.media_kept"),
  /// The recording of a message cannot be had.
  ROOM_MEDIA_LOST("room.media_lost"),
  /// A channel's call settings are others now.
  CHANNEL_CHANGED("channel.changed"),
  /// Too few of a channel's calls are answered (IN-12).
  CHANNEL_ANSWER_RATE_LOW("channel.answer_rate_low"),
  /// Enough are answered again.
  CHANNEL_ANSWER_RATE_RECOVERED("channel.answer_rate_recovered"),
  /// Meta warns before it restricts the number's calls.
  CHANNEL_WARNED("channel.warned"),
  /// Meta restricts the number's calls.
  CHANNEL_RESTRICTED("channel.restricted"),
  /// It no longer does.
  CHANNEL_RESTRICTION_ENDED("channel.restriction_ended"),
  /// Meta's call settings of the number are not as wanted.
  CHANNEL_SETTINGS_DIFFER("channel.settings_differ"),
  /// Meta's call settings could not be read or written.
  CHANNEL_SETTINGS_FAILED("channel.settings_failed"),
  /// They are as wanted again.
  CHANNEL_SETTINGS_IN_STEP("channel.settings_in_step"),
  /// Money came in.
  BALANCE_TOPPED_UP("balance.topped_up"),
  /// Something charged was given back.
  BALANCE_REFUNDED("balance.refunded"),
  /// What a call was charged differs from what Meta said of it later (BAL-6).
  BALANCE_ADJUSTED("balance.adjusted"),
  /// The balance fell below a threshold (BAL-8).
  BALANCE_LOW("balance.low"),
  /// The account's rate card is another now.
  RATE_CARD_CHANGED("rate_card.changed"),
  /// A customer was asked for permission to be called (PM-9).
  PERMISSION_REQUESTED("permission.requested"),
  /// A request ended without an answer (PM-4), or was not delivered.
  PERMISSION_REQUEST_ENDED("permission.request_ended"),
  /// A customer may be called: for good, or until then.
  PERMISSION_GRANTED("permission.granted"),
  /// A customer said no, or took the permission back.
  PERMISSION_DENIED("permission.denied"),
  /// A temporary permission has run out.
  PERMISSION_EXPIRED("permission.expired"),
  /// It was taken away after calls that were not answered (OUT-4), or Meta says that it is gone.
  PERMISSION_REVOKED("permission.revoked"),
  /// The account's ring groups are others now.
  RING_GROUPS_CHANGED("ring_groups.changed"),
  /// Somebody was added to the account's people, or changed.
  USERS_CHANGED("users.changed");

  private final String wire;

  EventType(String wire) {
    this.wire = wire;
  }

  /// The word in the event.
  public String wire() {
    return wire;
  }

  /// The type of that word.
  public static Optional<EventType> of(String wire) {
    return Stream.of(values()).filter(type -> type.wire.equals(wire)).findFirst();
  }
}
