package io.dering.gateway.recordings;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.SampleCall;
import io.dering.signaling.activity.RoomMessage;
import io.dering.signaling.activity.RoomMessage.Media;
import io.dering.signaling.activity.RoomRecord;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MessageId;
import io.dering.signaling.id.RoomId;
import io.dering.signaling.room.Alias;
import io.dering.signaling.room.Attachment;
import io.dering.signaling.room.Customer;
import io.dering.signaling.room.Message;
import io.dering.signaling.room.MessageKind;
import io.dering.signaling.room.Room;
import io.dering.signaling.room.RoomEventKind;
import io.dering.signaling.room.RoomState;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// IN-10: a recording is brought from Meta, or it is said why not.
final class FetcherTest {
  private static final RoomId ROOM = new RoomId("room_a");
  private static final MessageId MESSAGE = new MessageId("wamid.1");
  private static final String TOKEN = "Bearer the-token";

  @TempDir Path root;
  private Instant now = SampleCall.START;
  private MediaHost meta;
  private CallStore store;
  private final List<RoomRecord> told = new ArrayList<>();
  private final List<RecordingOutcome> outcomes = new ArrayList<>();

  @BeforeEach
  void open() throws IOException {
    meta = new MediaHost();
    store = CallStore.open(root.resolve("data"), Duration.ofDays(7), () -> now);
  }

  @AfterEach
  void close() {
    store.close();
    meta.close();
  }

  @Test
  void aRecordingIsBroughtCheckedAndKept() throws Exception {
    keep(null);
    round();
    Media media = media();
    assertThat(media.state()).isEqualTo(Media.State.KEPT);
    assertThat(media.sizeBytes()).isEqualTo(MediaHost.CONTENT.length);
    Path file = folder().resolve(media.id());
    assertThat(file).hasBinaryContent(MediaHost.CONTENT);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
    assertThat(files()).containsExactly(media.id());
    assertThat(meta.asked).containsExactly("GET /graph/8 " + TOKEN, "GET /content/8 " + TOKEN);
    assertThat(told).hasOnlyElementsOfType(RoomRecord.MediaKept.class).hasSize(1);
    round();
    assertThat(meta.asked).hasSize(2);
    assertThat(outcomes).containsExactly(RecordingOutcome.KEPT);
  }

  @Test
  void theHashOfTheWebhookCountsToo() {
    keep("bm90IHRoaXM=");
    round();
    assertThat(media().failure()).isEqualTo("wrong_hash");
    assertThat(files()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "not_found, 400, '{\"error\":{\"code\":100}}'",
    "forbidden_host, 200, '{\"url\":\"https://evil.example/x\"}'",
    "forbidden_host, 200, '{\"url\":\"http://169.254.169.254/x\"}'",
    "too_big, 200, '{\"url\":\"https://lookaside.fbsbx.com/x\",\"file_size\":5000001}'",
  })
  void whatCannotBeHadIsGivenUpWithItsReason(String reason, int status, String body) {
    meta.addressStatus = status;
    meta.addressBody = body;
    keep(null);
    round();
    assertThat(media().state()).isEqualTo(Media.State.LOST);
    assertThat(media().failure()).isEqualTo(reason);
    assertThat(meta.asked).hasSize(1);
    assertThat(told).hasOnlyElementsOfType(RoomRecord.MediaLost.class).hasSize(1);
    assertThat(outcomes).containsExactly(RecordingOutcome.GIVEN_UP);
  }

  @ParameterizedTest
  @CsvSource({
    "token_refused, 401, '{\"error\":{\"code\":190}}'",
    "meta_failed, 500, '{\"error\":{\"code\":131000}}'",
    "meta_failed, 502, <html>",
  })
  void whatMayPassIsAskedForAgain(String reason, int status, String body) {
    meta.addressStatus = status;
    String good = meta.addressBody;
    meta.addressBody = body;
    keep(null);
    round();
    assertThat(media().state()).isEqualTo(Media.State.WAITING);
    assertThat(outcomes).containsExactly(RecordingOutcome.POSTPONED);
    assertThat(media().failure()).isEqualTo(reason);
    round();
    assertThat(meta.asked).hasSize(1);
    meta.addressStatus = 200;
    meta.addressBody = good;
    now = now.plusSeconds(6);
    round();
    assertThat(media().state()).isEqualTo(Media.State.KEPT);
    assertThat(media().failure()).isNull();
  }

  /// The token never follows where an answer leads.
  @Test
  void aRedirectIsNotFollowed() throws IOException {
    try (MediaHost other = new MediaHost()) {
      meta.contentStatus = 302;
      meta.location = other.url("/content/8");
      keep(null);
      round();
      assertThat(media().failure()).isEqualTo("forbidden_host");
      assertThat(other.asked).isEmpty();
    }
  }

  @Test
  void whatGrowsBeyondTheLimitIsBrokenOff() {
    meta.content = new byte[6_000_000];
    meta.addressBody = MediaHost.address(meta.url("/content/8"), "", 0);
    keep(null);
    round();
    assertThat(media().failure()).isEqualTo("too_big");
    assertThat(files()).isEmpty();
  }

  /// The wait survives a restart, and so does the recording that half came.
  @Test
  void aLaterProcessGoesOnAndTakesAwayWhatWasHalfThere() throws Exception {
    meta.close();
    keep(null);
    round();
    assertThat(media().failure()).isEqualTo("no_connection");
    store.close();
    Files.createFile(folder().resolve(media0() + ".part"));
    Files.createFile(folder().resolve("media_of_nobody"));
    meta = new MediaHost();
    store = CallStore.open(root.resolve("data"), Duration.ofDays(7), () -> now);
    now = now.plusSeconds(6);
    Fetcher next = fetcher();
    next.removeStrays();
    Duration _ = next.round();
    assertThat(media().state()).isEqualTo(Media.State.KEPT);
    assertThat(files()).containsExactly(media().id());
  }

  @Test
  void whenAllTakesAsMuchRoomAsItMayNewOnesWait() {
    keep(null);
    round();
    keep("wamid.2", null);
    Duration _ = fetcher(new RecordingLimits(5_000_000, 10, Duration.ofDays(90))).round();
    assertThat(media("wamid.2").failure()).isEqualTo("disk_limit");
    assertThat(media("wamid.2").state()).isEqualTo(Media.State.WAITING);
  }

  @Test
  void afterItsTimeAFileIsRemovedAndSaidToBeGone() {
    keep(null);
    round();
    now = now.plus(Duration.ofDays(90)).plusSeconds(1);
    round();
    assertThat(media().state()).isEqualTo(Media.State.EXPIRED);
    assertThat(files()).isEmpty();
  }

  @Test
  void afterSevenDaysMetaHasNothingToAskFor() {
    meta.addressStatus = 500;
    meta.addressBody = "{}";
    keep(null);
    now = now.plus(Patience.META_KEEPS).plusSeconds(1);
    round();
    assertThat(media().state()).isEqualTo(Media.State.LOST);
    assertThat(media().failure()).isEqualTo("meta_failed");
  }

  private void round() {
    Duration _ = fetcher().round();
  }

  private Fetcher fetcher() {
    return fetcher(new RecordingLimits(5_000_000, 100_000_000, Duration.ofDays(90)));
  }

  private Fetcher fetcher(RecordingLimits limits) {
    try {
      RecordingFolder folder = RecordingFolder.open(folder());
      MetaMedia media =
          new MetaMedia(
              new MetaMedia.Meta(URI.create(meta.url("/graph")), "the-token", Set.of()),
              folder,
              limits.maxBytes());
      return new Fetcher(
          store.recordings(),
          media,
          folder,
          limits,
          new Fetcher.Sources(Runnable::run, () -> now, told::add, outcomes::add));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path folder() {
    return root.resolve("data").resolve("media");
  }

  private List<String> files() {
    try (Stream<Path> files = Files.list(folder())) {
      return files.map(file -> file.getFileName().toString()).toList();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private String media0() {
    return "media_half";
  }

  private Media media() {
    return media(MESSAGE.value());
  }

  private Media media(String message) {
    return store.roomLog().messages(SampleCall.ACCOUNT, ROOM, null, 10).orElseThrow().stream()
        .filter(kept -> kept.id().value().equals(message))
        .map(RoomMessage::media)
        .findFirst()
        .orElseThrow();
  }

  private void keep(@Nullable String sha256) {
    Room room =
        new Room(
            ROOM,
            new ChannelId("100000000000001"),
            new Customer("Ada", List.of(new Alias(Alias.Kind.USER, "GB.1"))),
            new RoomState.Open(),
            now,
            now,
            null,
            1);
    store
        .append(
            List.of(
                new RoomRecord.RoomKept(now, SampleCall.ACCOUNT, room),
                new RoomRecord.RoomMoved(
                    ROOM, now, 1, RoomEventKind.OPENED, null, new RoomState.Open())))
        .join();
    keep(MESSAGE.value(), sha256);
  }

  private void keep(String id, @Nullable String sha256) {
    Message message =
        new Message(
            new MessageId(id),
            MessageKind.AUDIO,
            null,
            new Attachment("8", "audio/ogg; codecs=opus", sha256, true),
            null);
    store
        .append(
            List.of(new RoomRecord.MessageKept(now, SampleCall.ACCOUNT, ROOM, message, now, null)))
        .join();
  }
}
