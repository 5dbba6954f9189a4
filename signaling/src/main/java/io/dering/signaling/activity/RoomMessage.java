package io.dering.signaling.activity;

import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.permission.Ask;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.MessageStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A message as it is kept.
///
/// @param inbound whether the customer wrote it
/// @param call the call whose voicemail it is (IN-10), null if it is none
/// @param status how far it has come, null for the customer's own
/// @param by the agent who sent it from here, null otherwise
/// @param request what it asks for, null where it is no request
/// @param media its recording, null for a message without one that is kept here
public record RoomMessage(
    MessageId id,
    boolean inbound,
    MessageKind kind,
    @Nullable String text,
    @Nullable String mediaId,
    @Nullable MessageId answers,
    @Nullable CallId call,
    Instant sentAt,
    @Nullable MessageStatus status,
    @Nullable Instant statusAt,
    @Nullable Media media,
    @Nullable AgentId by,
    @Nullable Request request) {
  /// A message that asks for nothing.
  public RoomMessage(
      MessageId id,
      boolean inbound,
      MessageKind kind,
      @Nullable String text,
      @Nullable String mediaId,
      @Nullable MessageId answers,
      @Nullable CallId call,
      Instant sentAt,
      @Nullable MessageStatus status,
      @Nullable Instant statusAt,
      @Nullable Media media,
      @Nullable AgentId by) {
    this(
        id, inbound, kind, text, mediaId, answers, call, sentAt, status, statusAt, media, by, null);
  }

  /// That it asks for call permission (PM-9).
  ///
  /// @param endsAt when it ends without an answer
  public record Request(Ask.State state, Instant endsAt) {}

  /// The recording of a message.
  ///
  /// @param id ours
  /// @param failure why it is not there, or why not yet: a stable code
  public record Media(
      String id,
      State state,
      @Nullable String type,
      @Nullable Long sizeBytes,
      @Nullable String failure) {
    /// Where the recording is. Stored by name: append only.
    public enum State {
      /// Meta is asked for it, now or again later.
      WAITING,
      /// In the data folder.
      KEPT,
      /// It cannot be had.
      LOST,
      /// It was kept as long as recordings are.
      EXPIRED
    }
  }

  /// Redacted: personal data.
  @Override
  public String toString() {
    return "RoomMessage[" + kind + "]";
  }
}
