package io.dering.gateway.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.gateway.tokens.Scope;
import io.dering.signaling.agent.Role;
import io.dering.signaling.id.AccountId;
import io.dering.signaling.id.AgentId;
import io.vertx.core.json.JsonObject;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// RO-1: `x-access` as the contract writes it. One that cannot be read stops the start.
class AccessTest {
  private static final AccountId ACCOUNT = new AccountId("demo");

  private static Access of(@Nullable Object written) {
    return Access.of("op", written);
  }

  private static Access.Verdict judge(String written, Viewer viewer) {
    Access access = of(new JsonObject(written));
    assertThat(access).isInstanceOf(Access.Known.class);
    return ((Access.Known) access).judge(viewer);
  }

  @Test
  void anOperationThatDoesNotSayWhoMayRunItStopsTheStart() {
    assertThatThrownBy(() -> of(null))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("op does not say who may run it");
    assertThatThrownBy(() -> of("everyone")).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> of(new JsonObject("{\"roles\":[\"owner\"]}")))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> of(new JsonObject("{\"scope\":\"calls:sing\",\"roles\":[]}")))
        .hasMessageContaining("calls:sing");
    assertThatThrownBy(() -> of(new JsonObject("{\"scope\":\"calls:read\",\"roles\":[\"boss\"]}")))
        .hasMessageContaining("boss");
  }

  @Test
  void rolesAndScopesAreApart() {
    String written =
        "{\"scope\":\"calls:read\",\"roles\":[\"owner\",\"agent\"],\"own\":[\"agent\"]}";
    var ayu = new AgentId("ayu");
    assertThat(judge(written, new Viewer.Person(ACCOUNT, ayu, Role.OWNER)))
        .isEqualTo(Access.Verdict.ALL);
    assertThat(judge(written, new Viewer.Person(ACCOUNT, ayu, Role.ADMIN)))
        .isEqualTo(Access.Verdict.FORBIDDEN);
    assertThat(judge(written, new Viewer.Person(ACCOUNT, ayu, Role.AGENT)))
        .isEqualTo(Access.Verdict.OWN);
    assertThat(judge(written, new Viewer.Backend(ACCOUNT, "crm", Set.of(Scope.CALLS_READ))))
        .isEqualTo(Access.Verdict.ALL);
    assertThat(judge(written, new Viewer.Backend(ACCOUNT, "crm", Set.of(Scope.ROOMS_READ))))
        .isEqualTo(Access.Verdict.FORBIDDEN);
    assertThat(judge(written, new Viewer.LocalPage(ACCOUNT))).isEqualTo(Access.Verdict.ALL);
  }
}
