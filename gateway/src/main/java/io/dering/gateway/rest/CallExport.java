package io.dering.gateway.rest;

import io.dering.signaling.id.CallId;
import io.vertx.ext.web.RoutingContext;
import java.util.stream.Collectors;

/// The log as a file (REP-3).
final class CallExport {
  private static final CsvFile.Head HEAD =
      new CsvFile.Head("exportCalls", "calls.csv", CallCsv.HEAD);

  private final CallReader calls;
  private final People people;

  CallExport(CallReader calls, People people) {
    this.calls = calls;
    this.people = people;
  }

  void run(Asked asked, RoutingContext ctx) {
    switch (CallQuestion.of(asked)) {
      case CallQuestion.Bad(var reply) -> reply.send(ctx);
      case CallQuestion.Good(var filter) -> {
        CallCsv csv = new CallCsv(people, asked.account());
        new CsvFile<CallId>(
                HEAD,
                ctx,
                after ->
                    calls
                        .page(new CallReader.Query(filter, CsvFile.PAGE, after.orElse(null)))
                        .thenApply(found ->
                            new CsvFile.Page<>(
                                found.stream()
                                    .flatMap(page -> page.calls().stream())
                                    .map(csv::row)
                                    .collect(Collectors.joining()),
                                found
                                    .filter(CallReader.Page::hasMore)
                                    .map(page -> page.calls().getLast().id()))))
            .send();
      }
    }
  }
}
