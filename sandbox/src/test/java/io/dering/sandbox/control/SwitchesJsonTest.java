package io.dering.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.sandbox.calls.EarlyMedia;
import io.dering.sandbox.network.Switches;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SwitchesJsonTest {
  private final SwitchesJson json = new SwitchesJson();

  @Test
  void whatIsWrittenIsReadAsTheSame() throws Fault {
    Switches changed =
        read(
            """
            {"webhooks": {"duplicate": true, "reorder": 0.5, "reorder_hold_ms": 700,
                          "delay": 0.25, "max_delay_ms": 90, "seed": 77},
             "calls": {"accept_window_ms": 1500, "no_media_after_accept_ms": 300,
                       "no_media_talking_ms": 400, "nobody_there_ms": 5,
                       "early_media": "end_call", "wait_for_business_media": true},
             "outbound": {"ring_after_ms": 5, "ring_limit_ms": 900, "dtls_role": "passive",
                          "lose_answer": true, "answer_delay_ms": 70, "refuse": 131044},
             "permission": {"connected_per_day": 10, "requests_per_day": 3,
                            "requests_per_week": 4, "nudge_after": 5, "revoke_after": 10,
                            "reads_per_second": 5}}
            """);
    assertThat(changed.webhooks().duplicate()).isEqualTo(1);
    assertThat(changed.rules().acceptWindow()).isEqualTo(Duration.ofMillis(1500));
    assertThat(changed.rules().earlyMedia()).isEqualTo(EarlyMedia.END_CALL);
    assertThat(changed.waitForBusinessMedia()).isTrue();
    assertThat(read(json.write(changed).toString())).isEqualTo(changed);
  }

  @Test
  void whatIsLeftOutGoesBackToTheStart() throws Fault {
    assertThat(read("{}")).isEqualTo(Switches.DEFAULTS);
    assertThat(read("{\"calls\":{}}")).isEqualTo(Switches.DEFAULTS);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"webhook\":{}} | webhook",
        "{\"webhooks\":{\"twice\":1}} | webhooks.twice",
        "{\"webhooks\":{\"duplicate\":2}} | webhooks.duplicate",
        "{\"webhooks\":{\"duplicate\":\"yes\"}} | webhooks.duplicate",
        "{\"webhooks\":{\"seed\":1.5}} | webhooks.seed",
        "{\"webhooks\":[]} | webhooks.",
        "{\"calls\":{\"early_media\":\"ignore\"}} | calls.early_media",
        "{\"calls\":{\"wait_for_business_media\":1}} | calls.wait_for_business_media",
        "{\"calls\":{\"accept_window_ms\":0}} | calls.accept_window_ms",
        "{\"calls\":{\"no_media_after_accept_ms\":0}} | calls.no_media_after_accept_ms",
        "{\"calls\":{\"no_media_talking_ms\":0}} | calls.no_media_talking_ms",
        "{\"calls\":{\"nobody_there_ms\":-1}} | calls.nobody_there_ms",
        "{\"outbound\":{\"dtls_role\":\"both\"}} | outbound.dtls_role",
        "{\"outbound\":{\"refuse\":7}} | outbound.refuse",
        "{\"outbound\":{\"ring_limit_ms\":0}} | outbound.ring_limit_ms",
        "{\"outbound\":{\"answer_delay_ms\":60001}} | outbound.answer_delay_ms",
        "{\"permission\":{\"requests_per_day\":0}} | permission.requests_per_day",
        "{\"webhooks\":{\"reorder_hold_ms\":-1}} | webhooks.reorder_hold_ms",
        "{\"webhooks\":{\"max_delay_ms\":60001}} | webhooks.max_delay_ms",
      })
  void aFaultNamesItsField(String body, String field) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.field()).isEqualTo(field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"calls\":{\"accept_window_ms\":0}} | must be between 1 ms and 1 h",
        "{\"calls\":{\"accept_window_ms\":-9223372036854775808}} | must be between 1 ms and 1 h",
        "{\"webhooks\":{\"max_delay_ms\":60001}} | must be between 0 and 60 s",
        "[] | must be an object",
        "x | not JSON",
      })
  void valuesOutOfRangeAreRefusedInWords(String body, String words) {
    assertThatThrownBy(() -> read(body)).hasMessageContaining(words);
  }

  private Switches read(String body) throws Fault {
    return json.read(body.getBytes(StandardCharsets.UTF_8), Switches.DEFAULTS);
  }
}
