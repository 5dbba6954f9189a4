package io.dering.signaling.money;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.activity.LedgerRecord;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.id.CallId;
import io.dering.signaling.id.EntryId;
import io.dering.signaling.id.HoldId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// BAL-1, BAL-2, BAL-5 and BAL-7, an attempt a line: what is asked, what the ledger answers, and
/// what it holds then (balance and, of it, held). The least top-up is 50,000.
final class LedgerTableTest {
  private static final String TABLE =
      """
      top-up t1 0                   NOT_POSITIVE       0 0
      top-up t1 -50000              NOT_POSITIVE       0 0
      top-up t1 49999               BELOW_MINIMUM      0 0
      top-up t1 1000000000000001    OVERFLOW           0 0
      top-up t1 9223372036854775807 OVERFLOW           0 0
      hold a/1 1000                 INSUFFICIENT       0 0
      top-up t1 50000               done               50000 0
      top-up t1 50000               repeated           50000 0
      top-up t1 50001               DIFFERENT_AMOUNT   50000 0
      top-up t1 49999               DIFFERENT_AMOUNT   50000 0
      top-up t1 -50000              NOT_POSITIVE       50000 0
      refund t1 a 50000             DIFFERENT_KIND     50000 0
      adjust t1 a 50000             DIFFERENT_KIND     50000 0
      top-up t2 999999999950001     OVERFLOW           50000 0
      settle a/1 1000               UNKNOWN_HOLD       50000 0
      release a/1                   UNKNOWN_HOLD       50000 0
      hold a/1 0                    NOT_POSITIVE       50000 0
      hold a/1 -1                   NOT_POSITIVE       50000 0
      hold a/1 50001                INSUFFICIENT       50000 0
      hold a/1 30000                done               50000 30000
      hold a/1 30000                repeated           50000 30000
      hold a/1 30001                DIFFERENT_AMOUNT   50000 30000
      hold a/1 99999                DIFFERENT_AMOUNT   50000 30000
      hold b/1 20001                INSUFFICIENT       50000 30000
      hold b/1 20000                done               50000 50000
      hold b/2 1                    INSUFFICIENT       50000 50000
      settle a/1 -1                 NEGATIVE           50000 50000
      settle a/1 30001              ABOVE_HELD         50000 50000
      settle a/1 12000              done               38000 20000
      settle a/1 12000              repeated           38000 20000
      settle a/1 12001              DIFFERENT_AMOUNT   38000 20000
      settle a/1 30001              DIFFERENT_AMOUNT   38000 20000
      release a/1                   ALREADY_SETTLED    38000 20000
      hold a/1 30000                ALREADY_SETTLED    38000 20000
      release b/1                   done               38000 0
      release b/1                   repeated           38000 0
      settle b/1 20000              ALREADY_RELEASED   38000 0
      settle b/1 20001              ALREADY_RELEASED   38000 0
      hold b/1 20000                ALREADY_RELEASED   38000 0
      hold b/2 1000                 done               38000 1000
      settle b/2 0                  done               38000 0
      settle b/2 0                  repeated           38000 0
      settle b/2 1                  DIFFERENT_AMOUNT   38000 0
      refund r1 a 0                 NOT_POSITIVE       38000 0
      refund r1 a -1                NOT_POSITIVE       38000 0
      refund r1 a 2000              done               40000 0
      refund r1 a 2000              repeated           40000 0
      refund r1 a 2001              DIFFERENT_AMOUNT   40000 0
      refund r1 b 2000              DIFFERENT_CALL     40000 0
      refund r1 b 2001              DIFFERENT_CALL     40000 0
      refund r2 a 1000000000000000  OVERFLOW           40000 0
      top-up r1 2000                DIFFERENT_KIND     40000 0
      adjust j1 a 0                 ZERO               40000 0
      adjust j1 a 500               done               40500 0
      adjust j1 a 500               repeated           40500 0
      adjust j1 a -500              DIFFERENT_AMOUNT   40500 0
      adjust j1 b 500               DIFFERENT_CALL     40500 0
      adjust j2 a 999999999959501   OVERFLOW           40500 0
      adjust j2 a -9223372036854775808 OVERFLOW        40500 0
      adjust j2 a -500              done               40000 0
      hold c/1 39000                done               40000 39000
      adjust j3 a -1500             done               39000 39000
      adjust j3 a -1500             repeated           39000 39000
      adjust j3 a -1000             DIFFERENT_AMOUNT   39000 39000
      adjust j4 a -7                done               39000 39000
      settle c/1 39000              done               0 0
      adjust j4 a -7                repeated           0 0
      """;

  private final Ledger ledger =
      new Ledger(new AccountId("acme"), new LedgerTerms(50_000, 50_000, List.of()));

  @Test
  void everyAttemptIsAnsweredAsTheTableSays() {
    List<String> expected = new ArrayList<>();
    List<String> actual = new ArrayList<>();
    for (String line : TABLE.lines().toList()) {
      List<String> words = Stream.of(line.strip().split("\\s+")).toList();
      List<String> asked = words.subList(0, words.size() - 3);
      expected.add(String.join(" ", words));
      actual.add(
          "%s %s %d %d"
              .formatted(
                  String.join(" ", asked),
                  attempt(request(asked)),
                  ledger.balanceMinor(),
                  ledger.heldMinor()));
    }
    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void everyReasonStandsInTheTableButTheOneForALedgerThatIsWrong() {
    Set<String> left =
        Stream.of(LedgerRefusal.values())
            .map(Enum::name)
            .filter(name -> !TABLE.contains(name))
            .collect(Collectors.toCollection(TreeSet::new));
    assertThat(left).containsExactly("STOPPED");
  }

  private String attempt(LedgerRequest request) {
    return switch (ledger.decide(request, Instant.EPOCH)) {
      case LedgerDecision.Done done -> {
        for (LedgerRecord each : done.records()) {
          ledger.apply(each);
        }
        yield "done";
      }
      case LedgerDecision.Repeated _ -> "repeated";
      case LedgerDecision.Refused refused -> refused.why().name();
    };
  }

  private static LedgerRequest request(List<String> words) {
    String id = words.get(1);
    return switch (words.getFirst()) {
      case "top-up" ->
          new LedgerRequest.TopUp(
              new EntryId(id), amount(words), Optional.of(new AgentId("eka")), "");
      case "hold" -> new LedgerRequest.Hold(minute(id), amount(words));
      case "settle" -> new LedgerRequest.Settle(minute(id), amount(words));
      case "release" -> new LedgerRequest.Release(minute(id));
      case "refund" -> new LedgerRequest.Refund(new EntryId(id), call(words.get(2)), amount(words));
      case "adjust" ->
          new LedgerRequest.Adjust(new EntryId(id), call(words.get(2)), amount(words), "Meta");
      default -> throw new IllegalArgumentException(words.getFirst());
    };
  }

  private static long amount(List<String> words) {
    return Long.parseLong(words.getLast());
  }

  private static HoldId minute(String text) {
    return new HoldId(call(text.substring(0, 1)), Integer.parseInt(text.substring(2)));
  }

  private static CallId call(String name) {
    return new CallId("call_" + name);
  }
}
