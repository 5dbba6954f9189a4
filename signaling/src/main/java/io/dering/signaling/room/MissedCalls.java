package io.dering.signaling.room;

import io.dering.signaling.call.Caller;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MetaCallId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/// The calls that nobody answered lately, to tell whose voicemail a recording is (IN-10). Owned by
/// the switchboard's thread.
///
/// Meta says it in one of two ways (Meta reference 4.5): a recording taken by its voicemail has the
/// call's id for its own. One that the customer's app offered after the call names nothing: it
/// belongs to the customer's last call with that channel, if nobody has talked since and it came in
/// time. A call is claimed once: what the customer records afterwards is conversation.
public final class MissedCalls {
  /// How long Meta's own voicemail may come after its call. More costs memory only.
  public static final Duration REMEMBERED = Duration.ofHours(24);

  /// Some 300 bytes each; the oldest goes first.
  public static final int MOST = 10_000;

  /// Meta's times are whole seconds by a clock of its own.
  private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

  private final Duration window;
  private final SequencedMap<MetaCallId, MissedCall> calls = new LinkedHashMap<>();
  private final Map<Place, MetaCallId> last = new HashMap<>();

  private record Place(ChannelId channel, Alias alias) {}

  /// @param window how long after a call a recording counts as its voicemail
  public MissedCalls(Duration window) {
    this.window = window;
  }

  /// Nobody answered this call.
  public void missed(MissedCall call) {
    forget(call.channel(), call.customer());
    calls.put(call.metaCall(), call);
    for (Alias alias : Customer.of(call.customer()).aliases()) {
      last.put(new Place(call.channel(), alias), call.metaCall());
    }
    while (calls.size() > MOST || isOld(calls.firstEntry().getValue(), call.endedAt())) {
      drop(calls.firstEntry().getValue());
    }
  }

  /// The customer talks, or has talked, with somebody there: what is recorded later belongs to no
  /// earlier call.
  public void talked(ChannelId channel, Caller customer) {
    forget(channel, customer);
  }

  /// The call whose id a recording has.
  public Optional<CallId> of(MetaCallId metaCall) {
    return Optional.ofNullable(calls.get(metaCall)).map(MissedCall::call);
  }

  /// The call whose voicemail a recording is that the customer made at that instant by Meta's
  /// clock; the next one is none.
  public Optional<CallId> claim(ChannelId channel, Customer customer, Instant recordedAt) {
    for (Alias alias : customer.aliases()) {
      MissedCall call = find(new Place(channel, alias));
      if (call != null && isInTime(call, recordedAt)) {
        forget(channel, call.customer());
        return Optional.of(call.call());
      }
    }
    return Optional.empty();
  }

  private @Nullable MissedCall find(Place place) {
    MetaCallId id = last.get(place);
    return id == null ? null : calls.get(id);
  }

  private boolean isInTime(MissedCall call, Instant recordedAt) {
    return !recordedAt.isBefore(call.endedAt().minus(CLOCKS_APART))
        && !recordedAt.isAfter(call.endedAt().plus(window).plus(CLOCKS_APART));
  }

  private static boolean isOld(MissedCall call, Instant now) {
    return call.endedAt().plus(REMEMBERED).isBefore(now);
  }

  private void forget(ChannelId channel, Caller customer) {
    for (Alias alias : Customer.of(customer).aliases()) {
      last.remove(new Place(channel, alias));
    }
  }

  private void drop(MissedCall call) {
    calls.remove(call.metaCall());
    for (Alias alias : Customer.of(call.customer()).aliases()) {
      last.remove(new Place(call.channel(), alias), call.metaCall());
    }
  }
}
