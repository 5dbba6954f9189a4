package io.dering.gateway.rest;

import io.dering.media.doctor.Cause;
import io.dering.signaling.activity.CallFilter;
import io.dering.signaling.activity.CallRecord;
import io.dering.signaling.activity.RoomMessage;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The log of calls as the REST API reads it. Methods return at once; stages may complete anywhere.
public interface CallReader {
  /// Which calls are asked for.
  ///
  /// @param limit 1 to 200
  /// @param startingAfter only calls older than this one, or null for the newest
  record Query(CallFilter filter, int limit, @Nullable CallId startingAfter) {}

  /// Newest first. `hasMore` tells whether older calls follow the last one.
  record Page(List<CallView> calls, boolean hasMore) {
    public Page {
      calls = List.copyOf(calls);
    }
  }

  /// A call and what happened to it, in order.
  ///
  /// @param voicemails what its customer recorded for it (IN-10), the oldest first
  /// @param cause why it failed or was silent; null where media knows of nothing that was wrong
  record Story(
      CallView call,
      List<CallRecord.CallEvent> events,
      List<Voicemail> voicemails,
      @Nullable Cause cause) {
    public Story {
      events = List.copyOf(events);
      voicemails = List.copyOf(voicemails);
    }
  }

  /// A recording left for a call.
  ///
  /// @param media null when nothing of it is kept here
  record Voicemail(
      RoomId room, MessageId message, Instant sentAt, RoomMessage.@Nullable Media media) {
    /// Redacted.
    @Override
    public String toString() {
      return "Voicemail[" + room + "]";
    }
  }

  /// Empty when `startingAfter` is no call of the account.
  CompletionStage<Optional<Page>> page(Query query);

  /// What was measured of a call's lines; empty when nothing was, or the call goes on.
  CompletionStage<Optional<CallLines>> quality(CallId call);

  /// Empty when the account has no such call.
  CompletionStage<Optional<Story>> story(AccountId account, CallId call);
}
