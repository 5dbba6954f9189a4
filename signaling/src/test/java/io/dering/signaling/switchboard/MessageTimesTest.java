package io.dering.signaling.switchboard;

import static io.dering.signaling.switchboard.Stage.CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.call.Caller;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.Room;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// When customers wrote, by Meta's clock, and until when the business may write freely (Meta
/// reference 5.4).
class MessageTimesTest {
  private static final Instant YEAR_2286 = Instant.ofEpochSecond(9_999_999_999L);

  private final Stage stage = new Stage();
  private int messages;

  @Test
  void aMessageOfTheFutureWasWrittenNow() {
    assertThat(write(YEAR_2286).windowEnd()).as("a room").contains(stage.now().plus(Room.WINDOW));
    stage.passSeconds(30);
    assertThat(write(YEAR_2286).windowEnd()).contains(stage.now().plus(Room.WINDOW));
    assertThat(stage.records(RoomRecord.MessageKept.class).map(RoomRecord.MessageKept::sentAt))
        .containsExactly(stage.now().minusSeconds(30), stage.now());
  }

  @Test
  void clocksMayBeAMinuteApart() {
    Instant soon = stage.now().plusSeconds(60);
    assertThat(write(soon).wroteAt()).isEqualTo(soon);
    assertThat(write(soon.minusSeconds(120)).wroteAt()).isEqualTo(soon);
    stage.passSeconds(1);
    assertThat(write(stage.now().plusSeconds(61)).wroteAt()).isEqualTo(soon);
  }

  private Room write(Instant at) {
    var message =
        new Message(new MessageId("wamid." + ++messages), MessageKind.TEXT, "Hi", null, null);
    var ada = new Caller(new PhoneNumber("62811"), "ID.1", "Ada");
    stage.handle(new Fact.CustomerWrote(CHANNEL, ada, message, at));
    return stage
        .records(RoomRecord.RoomKept.class)
        .map(RoomRecord.RoomKept::kept)
        .reduce((_, last) -> last)
        .orElseThrow();
  }
}
