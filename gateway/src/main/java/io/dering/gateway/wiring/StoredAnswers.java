package io.dering.gateway.wiring;

import io.dering.gateway.rest.KeptAnswers;
import io.dering.gateway.storage.AnswerTable;
import io.dering.gateway.tokens.AnswerSeal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/// The stored answers as the REST API uses them; sealed, because one may hold a token.
final class StoredAnswers implements KeptAnswers {
  private final AnswerTable table;
  private final AnswerSeal seal;
  private final String worker;

  /// @param worker differs from that of every process before
  StoredAnswers(AnswerTable table, AnswerSeal seal, String worker) {
    this.table = table;
    this.seal = seal;
    this.worker = worker;
  }

  @Override
  public CompletionStage<Claim> claim(Asked asked) {
    String fingerprint = seal.fingerprint(asked.text());
    return table
        .claim(at(asked.place()), fingerprint, worker)
        .thenApply(found ->
            switch (found) {
              case AnswerTable.Found.Nothing() -> new Claim.First();
              case AnswerTable.Found.Working working -> {
                if (!working.fingerprint().equals(fingerprint)) {
                  yield new Claim.Reused();
                }
                yield working.worker().equals(worker)
                    ? new Claim.InFlight()
                    : new Claim.Interrupted();
              }
              case AnswerTable.Found.Answered answered ->
                  answered.fingerprint().equals(fingerprint)
                      ? again(asked.place(), answered)
                      : new Claim.Reused();
            });
  }

  private Claim again(Place place, AnswerTable.Found.Answered answered) {
    Optional<byte[]> body = seal.open(answered.answer(), name(place));
    return body.isPresent()
        ? new Claim.Again(answered.status(), new String(body.get(), StandardCharsets.UTF_8))
        : new Claim.Interrupted();
  }

  @Override
  public CompletionStage<Void> keep(Place place, int status, String body) {
    byte[] sealed = seal.seal(body.getBytes(StandardCharsets.UTF_8), name(place));
    return table.keep(at(place), status, sealed).thenAccept(_ -> {});
  }

  @Override
  public CompletionStage<Void> release(Place place) {
    return table.release(at(place)).thenAccept(_ -> {});
  }

  @Override
  public CompletionStage<Void> interrupt(Place place) {
    return table.interrupt(at(place)).thenAccept(_ -> {});
  }

  private static AnswerTable.Place at(Place place) {
    return new AnswerTable.Place(place.account(), place.caller(), place.key());
  }

  private static String name(Place place) {
    return place.account().value() + "\n" + place.caller() + "\n" + place.key();
  }
}
