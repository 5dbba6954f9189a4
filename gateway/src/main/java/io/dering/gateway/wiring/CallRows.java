package io.dering.gateway.wiring;

import io.dering.gateway.rest.CallLines;
import io.dering.gateway.rest.CallReader;
import io.dering.gateway.rest.CallView;
import io.dering.gateway.storage.CallLog;
import io.dering.gateway.storage.CallStore;
import io.dering.gateway.storage.QualityTable;
import io.dering.gateway.storage.RecordingTable;
import io.dering.gateway.storage.StoredCall;
import io.dering.media.doctor.Cause;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.CallId;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/// The stored log of calls as the REST API reads it; the disk is read on threads that may block.
final class CallRows implements CallReader {
  private final CallLog log;
  private final RecordingTable recordings;
  private final QualityTable quality;
  private final Executor blocking;

  CallRows(CallStore store, Executor blocking) {
    this.log = store.log();
    this.recordings = store.recordings();
    this.quality = store.quality();
    this.blocking = blocking;
  }

  @Override
  public CompletionStage<Optional<Page>> page(Query query) {
    return CompletableFuture.supplyAsync(
        () ->
            log.page(query.filter(), query.limit(), query.startingAfter())
                .map(page ->
                    new Page(page.calls().stream().map(CallRows::view).toList(), page.hasMore())),
        blocking);
  }

  @Override
  public CompletionStage<Optional<Story>> story(AccountId account, CallId call) {
    return CompletableFuture.supplyAsync(
        () ->
            log.call(account, call)
                .map(stored ->
                    new Story(
                        view(stored),
                        log.events(stored.id()),
                        recordings.of(account, stored.id()).stream()
                            .map(CallRows::voicemail)
                            .toList(),
                        quality.cause(stored.id()).map(Cause::valueOf).orElse(null))),
        blocking);
  }

  private static Voicemail voicemail(RecordingTable.Voicemail left) {
    return new Voicemail(left.room(), left.message(), left.sentAt(), left.media());
  }

  @Override
  public CompletionStage<Optional<CallLines>> quality(CallId call) {
    return CompletableFuture.supplyAsync(
        () -> quality.series(call).map(SeriesText::read), blocking);
  }

  static CallView view(StoredCall call) {
    StoredCall.End end = call.end();
    String quality = call.quality();
    return new CallView(
        call.id(),
        call.channel(),
        call.direction(),
        CallView.State.valueOf(call.state().name()),
        call.customer(),
        call.payloads(),
        call.agent(),
        call.openedAt(),
        call.connectedAt(),
        end == null
            ? null
            : new CallView.End(
                end.at(),
                end.status(),
                end.reason(),
                end.ringMs(),
                end.talkMs(),
                end.chargeMinor(),
                end.metaErrorCode(),
                end.metaErrorSubcode()),
        quality == null ? null : quality.toLowerCase(Locale.ROOT));
  }
}
