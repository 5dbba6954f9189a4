package io.dering.signaling.meta;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.call.CallProgress;
import io.dering.signaling.call.MetaError;
import io.dering.signaling.call.TalkTimes;
import io.dering.signaling.call.TerminateStatus;
import io.dering.signaling.id.ChannelId;
import io.dering.signaling.id.PhoneNumber;
import io.dering.signaling.standing.StandingChange;
import io.dering.signaling.switchboard.Fact;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookReaderTest {
  private static final ChannelId CHANNEL = new ChannelId("900000000000202");
  private static final Instant BASE = Instant.ofEpochSecond(1791187200);

  static List<String> webhooks() {
    return Fixtures.names("webhook-");
  }

  /// Nothing is lost: each element of each sample is a fact or is kept under a name we know.
  @ParameterizedTest
  @MethodSource("webhooks")
  void everySampleBecomesFactsOrIsKeptUnderAKnownName(String name) {
    WebhookResult.Read read = read(name);
    assertThat(read.facts().size() + read.kept().size()).isEqualTo(elements(name));
    assertThat(read.kept()).allMatch(KeptRaw::known);
  }

  /// What is kept can be read again by itself, and means the same.
  @ParameterizedTest
  @MethodSource("webhooks")
  void whatIsKeptIsAWebhookEntryOfItsOwn(String name) {
    for (KeptRaw kept : read(name).kept()) {
      String body = "{\"entry\":[" + kept.json() + "]}";
      assertThat(read(body.getBytes(StandardCharsets.UTF_8)).kept()).containsExactly(kept);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "webhook-calls-recording-available, call.call_recording_available",
    "webhook-calls-transcription-available-wire-spelling, call.call_transcript_available",
    "webhook-account-update-volume-tier, account_update"
  })
  void whatIsNotUsedYetIsKeptByItsKind(String name, String kind) {
    assertThat(read(name).facts()).isEmpty();
    assertThat(read(name).kept()).extracting(KeptRaw::kind).containsExactly(kind);
  }

  /// Reference 2.3 and 2.4: an answer to our offer, and what the customer's phone does.
  @Test
  void aCallOfTheBusinessIsAnsweredAndProgresses() {
    assertThat(read("webhook-calls-connect-outbound-answer").facts())
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.SessionAnswered.class,
            answered -> {
              assertThat(answered.customer().phone()).isEqualTo(new PhoneNumber("447700900456"));
              assertThat(answered.customer().userId()).isEqualTo("GB.20000000000000000456");
              assertThat(answered.callbackData()).isEqualTo("call:7f3a");
              assertThat(answered.answer().text()).contains("a=setup:active");
            });
    assertThat(progress("ringing")).isEqualTo(CallProgress.RINGING);
    assertThat(progress("accepted")).isEqualTo(CallProgress.ACCEPTED);
    assertThat(progress("rejected")).isEqualTo(CallProgress.REJECTED);
  }

  private static CallProgress progress(String name) {
    return ((Fact.CallProgressed) read("webhook-calls-status-" + name).facts().getFirst())
        .progress();
  }

  /// Reference 2.5: 61 s are two started minutes and eleven pulses.
  @Test
  void aCallOfTheBusinessEndsWithWhatWeSentAlong() {
    assertThat(read("webhook-calls-terminate-outbound-completed").facts())
        .singleElement()
        .isInstanceOfSatisfying(
            Fact.CallTerminated.class,
            ended -> {
              assertThat(ended.callbackData()).isEqualTo("call:7f3a");
              assertThat(ended.times()).extracting(TalkTimes::durationSeconds).isEqualTo(61L);
            });
  }

  /// Reference 4.3: of changed settings the number matters alone; they are read by a GET.
  @Test
  void changedSettingsNameTheirNumber() {
    assertThat(read("webhook-account-settings-update").facts())
        .containsExactly(new Fact.SettingsReported(CHANNEL));
  }

  /// IN-12: warnings and restrictions of calls, under the number that Meta names.
  @Test
  void warningsAndRestrictionsOfCallsAreToldUnderTheNumber() {
    assertThat(changes("webhook-account-update-violation-low-pickup"))
        .containsExactly(
            new StandingChange.Warned(
                "USER_INITIATED_CALLS_LOW_PICKUP_RATE",
                Optional.of("Answer more of the calls you receive, or hide the call button.")));
    assertThat(changes("webhook-account-update-violation-low-quality"))
        .containsExactly(
            new StandingChange.Warned("LOW_BUSINESS_INITIATED_CALLING_QUALITY", Optional.empty()));
    assertThat(changes("webhook-account-update-restriction-user-initiated"))
        .containsExactly(
            new StandingChange.Restricted(
                "RESTRICTED_USER_INITIATED_CALLING",
                Optional.of(Instant.ofEpochSecond(1_791_792_000)),
                Optional.empty()));
    assertThat(changes("webhook-account-update-restriction-button-hidden"))
        .extracting(change -> ((StandingChange.Restricted) change).until())
        .containsExactly(Optional.empty());
  }

  private static List<StandingChange> changes(String name) {
    Fact.CallingReported reported = (Fact.CallingReported) read(name).facts().getFirst();
    assertThat(reported.number()).isEqualTo(new PhoneNumber("442079460123"));
    assertThat(reported.channel()).isEqualTo(new ChannelId("442079460123"));
    return reported.changes();
  }

  @Test
  void aConnectIsAnOfferedCall() {
    Fact.CallOffered offered = offered("webhook-calls-connect-inbound");
    assertThat(offered.channel()).isEqualTo(CHANNEL);
    assertThat(offered.metaTime()).isEqualTo(BASE);
    assertThat(offered.caller().phone()).isEqualTo(new PhoneNumber("447700900456"));
    assertThat(offered.caller().userId()).isEqualTo("GB.20000000000000000456");
    assertThat(offered.caller().name()).isEqualTo("Ada Fictional");
    assertThat(offered.offer().text()).startsWith("v=0\r\n").endsWith("WhatsAppAudioStream1\r\n");
    assertThat(offered.payloads().button()).isNull();
  }

  @Test
  void aCallerWithAUsernameHasNoNumberAndAWholeUserId() {
    Fact.CallOffered offered = offered("webhook-calls-connect-inbound-bsuid-only");
    assertThat(offered.caller().phone()).isNull();
    assertThat(offered.caller().userId()).isEqualTo("GB.20000000000000000456");
  }

  @Test
  void payloadsOfButtonsAndLinksComeAlong() {
    assertThat(offered("webhook-calls-connect-inbound-cta-payload").payloads().button())
        .isEqualTo("order-4471");
    assertThat(offered("webhook-calls-connect-inbound-deeplink-payload").payloads().link())
        .isEqualTo("campaign-7");
  }

  @Test
  void theLegacyShapeOfTheOfferIsRead() {
    assertThat(offered("webhook-calls-connect-inbound-legacy-connection").offer().text())
        .startsWith("v=0\r\n");
  }

  @Test
  void anUnansweredTerminateHasNoTimes() {
    Fact.CallTerminated end = terminated("webhook-calls-terminate-inbound-unanswered");
    assertThat(end.status()).isEqualTo(TerminateStatus.COMPLETED);
    assertThat(end.times()).isNull();
    assertThat(end.errors()).isEmpty();
  }

  @Test
  void aPickedUpTerminateHasItsTimes() {
    assertThat(terminated("webhook-calls-terminate-inbound-completed").times())
        .isEqualTo(new TalkTimes(BASE.plusSeconds(12), BASE.plusSeconds(97), 85));
  }

  @Test
  void anErrorThatStandsInBothPlacesIsReadOnce() {
    Fact.CallTerminated end = terminated("webhook-calls-terminate-inbound-failed-138021");
    assertThat(end.status()).isEqualTo(TerminateStatus.FAILED);
    assertThat(end.errors()).extracting(MetaError::code).containsExactly(138021);
    assertThat(end.errors().getFirst().details()).contains("no media arrived");
  }

  @Test
  void errorsWithoutACallAreReportedForTheChannel() {
    Fact.FromMeta fact = read("webhook-calls-error-131044").facts().getFirst();
    assertThat(fact).isInstanceOf(Fact.CallErrorReported.class);
    assertThat(((Fact.CallErrorReported) fact).errors())
        .extracting(MetaError::code)
        .containsExactly(131044);
  }

  @Test
  void aBatchKeepsItsOrderAndLosesNothing() {
    WebhookResult.Read read = read("webhook-batch-terminate-before-connect");
    assertThat(read.facts())
        .extracting(fact -> fact.getClass().getSimpleName())
        .containsExactlyInAnyOrder("CallTerminated", "CallOffered", "CustomerWrote")
        .containsSubsequence("CallTerminated", "CallOffered");
    assertThat(read.kept()).isEmpty();
  }

  @Test
  void wordsThatAreNewToUsAreKeptAndNamedSafely() {
    WebhookResult.Read read =
        read(
            calls("{\"id\":\"wacid.x\",\"event\":\"call_parked\"},{\"event\":\"+62 811\"},7")
                .getBytes(StandardCharsets.UTF_8));
    assertThat(read.facts()).isEmpty();
    assertThat(read.kept())
        .extracting(KeptRaw::kind)
        .containsExactly("call.call_parked", "call.unknown", "call.unknown");
    assertThat(read.kept()).noneMatch(KeptRaw::known);
  }

  @Test
  void aConnectThatCannotBeUsedIsKeptAndItsNeighboursAreRead() {
    String broken = "{\"id\":\"wacid.x\",\"event\":\"connect\",\"timestamp\":\"soon\"}";
    String fine =
        "{\"id\":\"wacid.y\",\"event\":\"terminate\",\"timestamp\":1791187245,"
            + "\"status\":\"Completed\",\"duration\":\"3\"}";
    WebhookResult.Read read = read(calls(broken + "," + fine).getBytes(StandardCharsets.UTF_8));
    assertThat(read.kept()).extracting(KeptRaw::kind).containsExactly("call.connect");
    Fact.CallTerminated end = (Fact.CallTerminated) read.facts().getFirst();
    assertThat(end.times()).isEqualTo(new TalkTimes(Instant.ofEpochSecond(1791187242), null, 3));
  }

  /// Nothing rings, and it is told apart from what we merely do not know.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "'id':'wacid.x','session':{'sdp_type':'offer','sdp':'v=0'}",
        "'id':'wacid.x','timestamp':'soon','session':{'sdp_type':'offer','sdp':'v=0'}",
        "'id':'wacid.x','timestamp':'1791187200'",
        "'id':'wacid.x','timestamp':'1791187200','session':{'sdp_type':'offer','sdp':7}",
        "'id':'wacid.x','timestamp':'1791187200','session':{'sdp_type':'answer','sdp':'v=0'}",
        "'id':'LONG','timestamp':'1791187200','session':{'sdp_type':'offer','sdp':'v=0'}",
        "'id':'wacid.x','timestamp':'1791187200','session':{'sdp_type':'offer','sdp':'v=0'},"
            + "'direction':'SIDEWAYS'",
        "'id':'wacid.x','timestamp':'1791187200','session':{'sdp_type':'offer','sdp':'v=0'},"
            + "'direction':7",
        "'id':'wacid.x','timestamp':'1791187200','session':{'sdp_type':'offer','sdp':'v=0'},"
            + "'direction':''"
      })
  void aConnectThatCannotRingIsToldApart(String fields) {
    String call = "{'event':'connect'," + fields.replace("LONG", "w".repeat(256)) + "}";
    WebhookResult.Read read = read(calls(call.replace('\'', '"')).getBytes(StandardCharsets.UTF_8));
    assertThat(read.facts()).isEmpty();
    assertThat(read.kept()).singleElement().matches(KeptRaw::isUnusable);
  }

  @Test
  void aConnectWithoutDirectionRings() {
    String call =
        "{'event':'connect','id':'wacid.x','timestamp':'1791187200',"
            + "'session':{'sdp_type':'offer','sdp':'v=0'}}";
    assertThat(read(calls(call.replace('\'', '"')).getBytes(StandardCharsets.UTF_8)).facts())
        .singleElement()
        .isInstanceOf(Fact.CallOffered.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | MALFORMED_JSON",
        "{ | MALFORMED_JSON",
        "{} trailing | MALFORMED_JSON",
        "{\"entry\":[{\"changes\":[NaN]}]} | MALFORMED_JSON",
        "[] | NOT_A_WEBHOOK",
        "7 | NOT_A_WEBHOOK",
        "{\"object\":\"page\"} | NOT_A_WEBHOOK"
      })
  void whatIsNoWebhookIsRefusedWithItsReason(String body, WebhookRefusal reason) {
    assertThat(refusal(body.getBytes(StandardCharsets.UTF_8))).isEqualTo(reason);
  }

  @Test
  void depthAndLengthAreBounded() {
    byte[] deep = ("{\"entry\":" + "[".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
    byte[] longBody = new byte[WebhookReader.MAX_BODY_LENGTH + 1];
    Arrays.fill(longBody, (byte) ' ');
    assertThat(refusal(deep)).isEqualTo(WebhookRefusal.TOO_DEEP);
    assertThat(refusal(longBody)).isEqualTo(WebhookRefusal.TOO_LONG);
  }

  @Test
  void anSdpOfAMebibyteStillBecomesAFactSoThatTheCallCanBeRejected() {
    String call =
        "{\"id\":\"wacid.x\",\"event\":\"connect\",\"timestamp\":\"1791187200\",\"session\":"
            + "{\"sdp_type\":\"offer\",\"sdp\":\""
            + "v".repeat(1 << 20)
            + "\"}}";
    byte[] body = calls(call).getBytes(StandardCharsets.UTF_8);
    assertThat(read(body).facts()).hasSize(1);
  }

  /// Seeded: a changed byte anywhere may be refused or read, but nothing throws.
  @Test
  void noMutationOfASampleThrows() {
    SplittableRandom random = new SplittableRandom(20261005);
    List<byte[]> samples = webhooks().stream().map(Fixtures::bytes).toList();
    int read = 0;
    for (int i = 0; i < 5_000; i++) {
      byte[] body = samples.get(random.nextInt(samples.size())).clone();
      for (int changes = random.nextInt(1, 5); changes > 0; changes--) {
        body[random.nextInt(body.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(body.length) : body.length;
      read += WebhookReader.read(Arrays.copyOf(body, length)) instanceof WebhookResult.Read ? 1 : 0;
    }
    assertThat(read).isBetween(250, 4_750);
  }

  @Test
  void personalDataIsRedactedInText() {
    String text =
        offered("webhook-calls-connect-inbound").toString()
            + read("webhook-messages-text").facts().stream()
                .map(Fact::toString)
                .collect(Collectors.joining());
    assertThat(text).doesNotContain("4477009").doesNotContain("Ada").doesNotContain("ice-pwd");
    assertThat(text).doesNotContain("Selamat").doesNotContain("HBgM");
  }

  private static String calls(String elements) {
    return "{\"object\":\"whatsapp_business_account\",\"entry\":[{\"id\":\"1\",\"changes\":[{"
        + "\"value\":{\"metadata\":{\"phone_number_id\":\"900000000000202\"},\"calls\":["
        + elements
        + "]},\"field\":\"calls\"}]}]}";
  }

  private static long elements(String name) {
    return Fixtures.object(name).objects("entry").stream()
        .flatMap(entry -> entry.objects("changes").stream())
        .map(change -> change.object("value").orElseThrow())
        .mapToLong(value ->
            Math.max(
                1,
                value.elements("calls").size()
                    + value.elements("statuses").size()
                    + value.elements("messages").size()))
        .sum();
  }

  private static Fact.CallOffered offered(String name) {
    return (Fact.CallOffered) read(name).facts().getFirst();
  }

  private static Fact.CallTerminated terminated(String name) {
    return (Fact.CallTerminated) read(name).facts().getFirst();
  }

  private static WebhookResult.Read read(String name) {
    return read(Fixtures.bytes(name));
  }

  private static WebhookResult.Read read(byte[] body) {
    return (WebhookResult.Read) WebhookReader.read(body);
  }

  private static WebhookRefusal refusal(byte[] body) {
    return ((WebhookResult.Refused) WebhookReader.read(body)).reason();
  }
}
