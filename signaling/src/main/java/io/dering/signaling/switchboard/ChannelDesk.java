package io.dering.signaling.switchboard;

import io.dering.signaling.activity.ChannelRecord;
import io.dering.signaling.backend.BackendAnswer;
import io.dering.signaling.backend.ChannelAnswer;
import io.dering.signaling.backend.ChannelRequest;
import io.dering.signaling.backend.Refused;
import io.dering.signaling.channel.Channel;
import io.dering.signaling.channel.ChannelSettings;
import io.dering.signaling.channel.OfficeHours;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.ChannelId;
import java.util.Optional;

/// Call settings of channels as admins change them (IN-2, IN-7, RM-9, IN-13). A call that rings
/// already goes on as it began.
final class ChannelDesk {
  private final AccountId account;
  private final Cards cards;
  private final ChannelWatch watch;

  ChannelDesk(AccountId account, Cards cards, ChannelWatch watch) {
    this.account = account;
    this.cards = cards;
    this.watch = watch;
  }

  BackendAnswer handle(ChannelRequest request, Work work) {
    return switch (request) {
      case ChannelRequest.ListChannels _ ->
          new ChannelAnswer.Channels(
              cards.channels().stream().map(channel -> watch.view(channel, work.now())).toList());
      case ChannelRequest.SetChannel(ChannelSettings settings) -> set(settings, work);
      case ChannelRequest.WriteToMeta(ChannelId channel) -> again(channel, work);
    };
  }

  private BackendAnswer set(ChannelSettings settings, Work work) {
    Optional<Channel> known = cards.channelOf(settings.channel());
    if (known.isEmpty()) {
      return unknown();
    }
    Optional<OfficeHours.Fault> fault =
        settings.inbound().officeHours().flatMap(OfficeHours::fault);
    if (fault.isPresent()) {
      String field = "office_hours.weekly[" + fault.get().entry() + "]";
      return Refused.invalid(field, fault.get().rule());
    }
    Channel changed = known.get().with(settings);
    boolean switched = known.get().outbound() != changed.outbound();
    cards.set(changed);
    work.write(new ChannelRecord(work.now(), account, settings));
    watch.changed(changed, work);
    if (switched) {
      cards.tellDials(work);
    }
    return new ChannelAnswer.TheChannel(watch.view(changed, work.now()));
  }

  private BackendAnswer again(ChannelId id, Work work) {
    Optional<Channel> channel = cards.channelOf(id);
    if (channel.isEmpty()) {
      return unknown();
    }
    return watch.again(channel.get(), work)
        ? new ChannelAnswer.TheChannel(watch.view(channel.get(), work.now()))
        : Refused.conflict(null, "Meta's settings are kept by hand: meta.write-settings is off");
  }

  private static BackendAnswer unknown() {
    return Refused.notFound("There is no such channel.");
  }
}
