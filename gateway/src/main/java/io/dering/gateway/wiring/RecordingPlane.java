package io.dering.gateway.wiring;

import io.dering.gateway.conductor.TurnObserver;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.recordings.Fetcher;
import io.dering.gateway.recordings.MetaMedia;
import io.dering.gateway.recordings.RecordingFolder;
import io.dering.gateway.recordings.RecordingLimits;
import io.dering.gateway.storage.CallStore;
import io.dering.signaling.activity.ActivityRecord;
import io.dering.signaling.activity.RoomRecord;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// What brings recordings (IN-10): woken by every durable message, reading on from there by itself.
final class RecordingPlane implements TurnObserver, AutoCloseable {
  private static final String FOLDER = "media";
  private static final long MEGABYTE = 1_000_000;

  private final RecordingFolder folder;
  private final Fetcher fetcher;

  RecordingPlane(GatewayConfig config, CallStore store, Fetcher.Sources sources)
      throws IOException {
    folder = RecordingFolder.open(Path.of(config.data().dir(), FOLDER));
    GatewayConfig.Recordings policy = config.policy().recordings();
    RecordingLimits limits =
        new RecordingLimits(
            policy.maxMb() * MEGABYTE,
            policy.diskMb() * MEGABYTE,
            Duration.ofDays(policy.retentionD()));
    MetaMedia.Meta meta =
        new MetaMedia.Meta(
            URI.create(config.meta().graphUrl()),
            config.meta().accessToken().reveal(),
            config.meta().mediaHosts().stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet()));
    fetcher =
        new Fetcher(
            store.recordings(),
            new MetaMedia(meta, folder, limits.maxBytes()),
            folder,
            limits,
            sources);
  }

  RecordingFolder folder() {
    return folder;
  }

  /// Goes on with what the last process did not bring.
  void start() {
    fetcher.start();
  }

  @Override
  public void stored(List<ActivityRecord> records) {
    if (records.stream().anyMatch(RoomRecord.MessageKept.class::isInstance)) {
      fetcher.wake();
    }
  }

  @Override
  public void close() {
    fetcher.close();
  }
}
