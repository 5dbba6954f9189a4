package io.dering.sandbox.permission;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class CustomerPermissionTest {
  private static final Instant T0 = Instant.ofEpochSecond(1_791_187_200);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final PermissionLimits LIMITS = PermissionLimits.DEFAULTS;

  private final CustomerPermission permission = new CustomerPermission();

  /// PM-3: seven days, and over without a word.
  @Test
  void aTemporaryPermissionLastsSevenDays() {
    permission.requested("wamid.1", T0);
    Reply reply = permission.answer("wamid.1", Choice.TEMPORARY, T0).orElseThrow();
    Instant until = T0.plus(Duration.ofDays(7));
    assertThat(reply).isEqualTo(new Reply("wamid.1", true, false, until, false));
    assertThat(permission.refusesCall(LIMITS, until.minusSeconds(1))).isEmpty();
    assertThat(permission.refusesCall(LIMITS, until)).contains(new Refused.NoPermission());
    assertThat(permission.grant(until)).isEqualTo(new Grant.None());
  }

  /// PM-2: one request in 24 hours and two in seven days.
  @Test
  void requestsAreLimitedByDayAndByWeek() {
    permission.requested("wamid.1", T0);
    Instant nextDay = T0.plus(Duration.ofDays(1));
    assertThat(permission.refusesRequest(LIMITS, T0.plus(HOUR)))
        .contains(new Refused.TooManyRequests(nextDay));
    assertThat(permission.refusesRequest(LIMITS, nextDay)).isEmpty();
    permission.requested("wamid.2", nextDay);
    assertThat(permission.refusesRequest(LIMITS, nextDay.plus(Duration.ofDays(1))))
        .contains(new Refused.TooManyRequests(T0.plus(Duration.ofDays(7))));
    assertThat(permission.refusesRequest(LIMITS, T0.plus(Duration.ofDays(7)))).isEmpty();
  }

  /// PM-2: a connected call, in either direction, begins them anew.
  @Test
  void aConnectedCallResetsTheLimitsOfRequests() {
    for (boolean byBusiness : new boolean[] {true, false}) {
      permission.requested("wamid.1", T0);
      assertThat(permission.refusesRequest(LIMITS, T0.plus(HOUR))).isPresent();
      permission.connected(byBusiness, T0.plus(HOUR));
      assertThat(permission.refusesRequest(LIMITS, T0.plus(HOUR))).isEmpty();
    }
  }

  @Test
  void whoAllowsAlwaysIsNotAskedAgain() {
    permission.decide(Choice.ALWAYS, T0);
    assertThat(permission.refusesRequest(LIMITS, T0)).contains(new Refused.AlreadyPermanent());
  }

  /// OUT-3: by Meta's figure; the permission stays.
  @Test
  void connectedCallsAreLimitedInAnyTwentyFourHours() {
    PermissionLimits two = new PermissionLimits(2, 1, 2, 2, 4, 100);
    permission.decide(Choice.ALWAYS, T0);
    permission.connected(true, T0);
    permission.connected(false, T0.plus(HOUR));
    assertThat(permission.refusesCall(two, T0.plus(HOUR))).isEmpty();
    permission.connected(true, T0.plus(HOUR));
    Instant free = T0.plus(Duration.ofDays(1));
    assertThat(permission.refusesCall(two, T0.plus(HOUR.multipliedBy(2))))
        .contains(new Refused.TooManyCalls(free));
    assertThat(permission.calls(two, T0.plus(HOUR)).used()).isEqualTo(2);
    assertThat(permission.refusesCall(two, free)).isEmpty();
  }

  /// OUT-4: a question after two unanswered in a row, the end after four.
  @Test
  void unansweredCallsInARowNudgeAndThenRevoke() {
    permission.decide(Choice.ALWAYS, T0);
    assertThat(permission.notAnswered(LIMITS, T0)).isEqualTo(Unanswered.NOTHING);
    assertThat(permission.notAnswered(LIMITS, T0)).isEqualTo(Unanswered.NUDGE);
    assertThat(permission.notAnswered(LIMITS, T0)).isEqualTo(Unanswered.NOTHING);
    assertThat(permission.refusesCall(LIMITS, T0)).isEmpty();
    assertThat(permission.notAnswered(LIMITS, T0)).isEqualTo(Unanswered.REVOKED);
    assertThat(permission.refusesCall(LIMITS, T0)).contains(new Refused.NoPermission());
  }

  @Test
  void anAnsweredCallEndsTheRow() {
    permission.decide(Choice.ALWAYS, T0);
    for (int i = 0; i < 3; i++) {
      permission.notAnswered(LIMITS, T0);
    }
    permission.connected(true, T0);
    assertThat(permission.notAnswered(LIMITS, T0)).isEqualTo(Unanswered.NOTHING);
    assertThat(permission.unanswered()).isEqualTo(1);
  }

  /// PM-4: an answer may be changed for seven days, and a newer request ends an older one.
  @Test
  void anAnswerCanBeChangedUntilTheRequestWorksNoLonger() {
    permission.requested("wamid.1", T0);
    permission.answer("wamid.1", Choice.ALWAYS, T0);
    assertThat(permission.answer("wamid.1", Choice.DENY, T0.plus(HOUR)))
        .contains(new Reply("wamid.1", false, false, null, false));
    assertThat(permission.grant(T0.plus(HOUR))).isEqualTo(new Grant.None());
    assertThat(permission.answer("wamid.1", Choice.ALWAYS, T0.plus(Duration.ofDays(8)))).isEmpty();
  }

  @Test
  void aNewerAnswerEndsOlderRequestsAndUnknownOnesNeverWorked() {
    permission.requested("wamid.1", T0);
    permission.requested("wamid.2", T0.plus(HOUR));
    assertThat(permission.open(T0.plus(HOUR))).containsExactly("wamid.1", "wamid.2");
    assertThat(permission.answer("wamid.2", Choice.TEMPORARY, T0.plus(HOUR))).isPresent();
    assertThat(permission.answer("wamid.1", Choice.ALWAYS, T0.plus(HOUR))).isEmpty();
    assertThat(permission.answer("wamid.3", Choice.ALWAYS, T0.plus(HOUR))).isEmpty();
  }

  /// PM-8: a call of the customer's grants seven days, and takes nothing from an unlimited grant.
  @Test
  void aCallOfTheCustomersGrantsByItself() {
    assertThat(permission.calledBack("wacid.x", T0))
        .contains(new Reply("wacid.x", true, false, T0.plus(Duration.ofDays(7)), true));
    permission.decide(Choice.ALWAYS, T0);
    assertThat(permission.calledBack("wacid.y", T0)).isEmpty();
  }
}
