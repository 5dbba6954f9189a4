package io.dering.gateway.agents;

import static io.dering.gateway.agents.DeskPage.message;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.gateway.tokens.SessionTokens;
import io.dering.signaling.agent.Role;
import io.dering.signaling.desk.DeskRequest;
import io.dering.signaling.id.AgentId;
import io.dering.signaling.switchboard.Fact;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// RO-1 on the agents' WebSocket: who may send which message. Today each is about the sender's own
/// page and calls, so that every role may; a new message needs its row.
class DeskRolesTest {
  private static final Set<Role> EVERYONE = EnumSet.allOf(Role.class);

  /// @param answer the type of the gateway's answer to who may, or empty where a fact for the
  ///   switchboard is the answer
  private record Row(
      Class<? extends DeskRequest> request, JsonObject example, Set<Role> roles, String answer) {}

  private static final List<Row> TABLE =
      List.of(
          new Row(
              DeskRequest.LegOffer.class,
              message("leg.offer").put("sdp", "v=0"),
              EVERYONE,
              "leg.answer"),
          new Row(
              DeskRequest.SetPresence.class,
              message("presence").put("state", "away"),
              EVERYONE,
              ""),
          new Row(
              DeskRequest.AcceptCall.class,
              message("call.accept").put("call", "call_a"),
              EVERYONE,
              ""),
          new Row(
              DeskRequest.DeclineCall.class,
              message("call.decline").put("call", "call_a"),
              EVERYONE,
              ""),
          new Row(
              DeskRequest.HangUpCall.class,
              message("call.hangup").put("call", "call_a"),
              EVERYONE,
              ""),
          new Row(
              DeskRequest.MuteCall.class,
              message("call.mute").put("call", "call_a").put("muted", true),
              EVERYONE,
              ""),
          new Row(
              DeskRequest.ReadyReport.class,
              message("ready.report")
                  .put("microphone", "good")
                  .put("speaker", "good")
                  .put("sound", "good")
                  .put("notifications", "open"),
              EVERYONE,
              ""),
          new Row(DeskRequest.Ping.class, message("ping").put("id", 7), EVERYONE, "pong"));

  @Test
  void everyMessageOfAPageHasARow() {
    Set<Class<?>> rows = new HashSet<>();
    TABLE.forEach(row -> rows.add(row.request()));
    rows.add(DeskRequest.Hello.class); // Signs in: the test below is about who it lets in.
    rows.add(DeskRequest.QualityReport.class); // Goes to media, for the page's own call alone.
    rows.add(DeskRequest.Answer.class); // That it came is all that it says (ReachabilityTest).
    assertThat(rows).isEqualTo(Set.of(DeskRequest.class.getPermittedSubclasses()));
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void aRoleDoesWhatItsRowsSayAndOnlyForItself(Role role) {
    try (DeskRig rig = DeskRig.serve(false)) {
      var claims = new SessionTokens.Claims(DeskRig.ACCOUNT, new AgentId("ayu"), role);
      String token = rig.tokens.issue(claims, Duration.ofMinutes(5));
      DeskPage page = rig.page().say(message("hello").put("token", token).put("page", "tab"));
      Fact.FromAgent here = rig.nextFact();
      assertThat(here).isInstanceOf(Fact.AgentConnected.class);
      for (Row row : TABLE) {
        page.say(row.example());
        if (!row.roles().contains(role)) {
          assertThat(page.hear().getString("type")).as(row.toString()).isEqualTo("error");
        } else if (row.answer().isEmpty()) {
          Fact.FromAgent fact = rig.nextFact();
          assertThat(fact.agent()).as(row.toString()).isEqualTo(new AgentId("ayu"));
          assertThat(fact.connection()).as(row.toString()).isEqualTo(here.connection());
        } else {
          assertThat(page.hear().getString("type")).isEqualTo(row.answer());
        }
      }
      assertThat(rig.facts).isEmpty();
    }
  }

  /// Whoever has not signed in sends nothing but a hello.
  @Test
  void beforeAHelloNoMessageDoesAnything() {
    try (DeskRig rig = DeskRig.serve(false)) {
      for (Row row : TABLE) {
        DeskPage page = rig.page().say(row.example());
        assertThat(page.hear().getString("code")).as(row.toString()).isEqualTo("unauthorized");
        assertThat(page.closeCode()).isPositive();
      }
      assertThat(rig.facts).isEmpty();
    }
  }
}
