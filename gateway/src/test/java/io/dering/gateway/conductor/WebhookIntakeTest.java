package io.dering.gateway.conductor;

import static io.dering.gateway.conductor.CallCentre.ACCOUNT;
import static io.dering.gateway.conductor.CallCentre.START;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.MetaCallId;
import io.dering.signaling.meta.WebhookReader;
import io.dering.signaling.meta.WebhookResult;
import io.dering.signaling.switchboard.Fact;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// D1: what was answered 200 has its effect after any crash, and has it once.
final class WebhookIntakeTest {
  private static final byte[] CONNECT =
      """
      {"object":"whatsapp_business_account","entry":[{"id":"100000000000002","changes":[{
        "field":"calls","value":{"messaging_product":"whatsapp",
        "metadata":{"display_phone_number":"622150000001","phone_number_id":"100000000000001"},
        "contacts":[{"profile":{"name":"Wati"},"wa_id":"6281234567890"}],
        "calls":[{"id":"wacid.1","from":"6281234567890","to":"622150000001","event":"connect",
          "timestamp":"%d","direction":"USER_INITIATED",
          "session":{"sdp_type":"offer","sdp":"v=0"}}]}}]}]}
      """
          .formatted(START.getEpochSecond())
          .getBytes(UTF_8);

  @TempDir Path folder;
  private CallCentre centre;

  @BeforeEach
  void open() {
    centre = new CallCentre(folder, START);
  }

  @AfterEach
  void close() {
    centre.close();
  }

  @Test
  void aWebhookIsStoredThenAnsweredThenHandledThenMarked() {
    Conductor conductor = started();
    WebhookIntake inbox = centre.inbox(conductor);

    assertThat(inbox.accept(CONNECT, facts())).succeedsWithin(Duration.ofSeconds(30));
    assertThat(centre.store.log().unprocessed()).hasSize(1);
    assertThat(centre.store.log().unprocessed().getFirst().body()).isEqualTo(CONNECT);

    conductor.step();
    assertThat(centre.store.log().unprocessed()).isEmpty();
    assertThat(centre.store.log().open(ACCOUNT)).hasSize(1);
  }

  @Test
  void aCrashAfterTheAnswerLeavesTheEffectToTheNextStart() {
    Conductor conductor = started();
    assertThat(centre.inbox(conductor).accept(CONNECT, facts()))
        .succeedsWithin(Duration.ofSeconds(30));
    centre.close(); // Before the conductor's turn.

    centre = new CallCentre(folder, START.plusSeconds(3));
    Conductor next = started();
    assertThat(centre.inbox(next).resume()).isEqualTo(1);
    next.step();

    assertThat(centre.store.log().open(ACCOUNT)).hasSize(1);
    assertThat(centre.store.log().unprocessed()).isEmpty();
    assertThat(next.snapshot().ringing()).isEqualTo(1);
    assertThat(centre.inbox(next).resume()).isZero();
  }

  @Test
  void theSameWebhookTwiceMakesOneCall() {
    Conductor conductor = started();
    WebhookIntake inbox = centre.inbox(conductor);

    assertThat(inbox.accept(CONNECT, facts())).succeedsWithin(Duration.ofSeconds(30));
    assertThat(inbox.accept(CONNECT, facts())).succeedsWithin(Duration.ofSeconds(30));
    conductor.step();

    assertThat(centre.store.log().open(ACCOUNT)).hasSize(1);
    assertThat(centre.store.log().unprocessed()).isEmpty();
    assertThat(centre.violated).hasValue(0);
  }

  @Test
  void aWebhookWithoutFactsIsMarkedAtOnce() {
    Conductor conductor = started();

    assertThat(centre.inbox(conductor).accept("{}".getBytes(UTF_8), List.of()))
        .succeedsWithin(Duration.ofSeconds(30));
    centre.close(); // Commits the mark, which nobody waits for.

    centre = new CallCentre(folder, START);
    assertThat(centre.store.log().unprocessed()).isEmpty();
  }

  @Test
  void aStoredBodyThatNobodyCanReadIsMarkedAndNotReadForEver() {
    centre.store.receive("no json".getBytes(UTF_8)).join();
    Conductor conductor = started();

    assertThat(centre.inbox(conductor).resume()).isEqualTo(1);
    centre.close();

    centre = new CallCentre(folder, START);
    assertThat(centre.store.log().unprocessed()).isEmpty();
  }

  /// The facts of one body may belong to two accounts: it is marked after the last of them.
  @Test
  void aWebhookOfTwoAccountsIsMarkedWhenBothHaveHandledIt() {
    Conductor first = started();
    Conductor second = started();
    Fact.CallOffered here = centre.offered(1);
    Fact.CallOffered there =
        new Fact.CallOffered(
            new MetaCallId("wacid.2"),
            new ChannelId("2"),
            here.caller(),
            here.offer(),
            here.payloads(),
            here.metaTime());
    WebhookIntake inbox =
        new WebhookIntake(centre.store, Map.of(CallCentre.CHANNEL, first), second);

    assertThat(inbox.accept(CONNECT, List.of(here, there))).succeedsWithin(Duration.ofSeconds(30));
    second.step();
    assertThat(centre.store.log().unprocessed()).hasSize(1);
    first.step();
    assertThat(centre.store.log().unprocessed()).isEmpty();
  }

  /// Where there are several accounts, what is said of a number that none has is shown to none.
  @Test
  void aNumberThatNoneOfSeveralAccountsHasComesToNothing() {
    Conductor first = started();
    WebhookIntake inbox = new WebhookIntake(centre.store, Map.of(new ChannelId("2"), first), null);
    assertThat(inbox.accept(CONNECT, facts()))
        .succeedsWithin(Duration.ofSeconds(30))
        .isEqualTo(false);
    first.step();
    assertThat(first.snapshot().ringing()).isZero();
    centre.close(); // Commits the mark, which nobody waits for.

    centre = new CallCentre(folder, START);
    assertThat(centre.store.log().unprocessed()).isEmpty();
    assertThat(new WebhookIntake(centre.store, Map.of(), null).resume()).isZero();
  }

  private Conductor started() {
    Conductor conductor = centre.conductor();
    conductor.restore();
    CallCentre.agentComes(conductor);
    conductor.step();
    return conductor;
  }

  private static List<Fact.FromMeta> facts() {
    WebhookResult result = WebhookReader.read(CONNECT);
    assertThat(result).isInstanceOf(WebhookResult.Read.class);
    List<Fact.FromMeta> facts = ((WebhookResult.Read) result).facts();
    assertThat(facts).hasSize(1);
    return facts;
  }
}
