package io.dering.sandbox.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dering.sandbox.phone.Script;
import io.dering.sandbox.speech.Sound;
import io.dering.sandbox.speech.Voice;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CallOrderReaderTest {
  private final CallOrderReader reader = new CallOrderReader();

  @Test
  void everythingHasADefault() throws Fault {
    CallOrder order = read("");
    assertThat(order.voice()).contains(VoiceName.CUSTOMER);
    assertThat(order.repeat()).isFalse();
    assertThat(order.hangUpAfter()).isEmpty();
    assertThat(order.silenceFirst()).isZero();
    assertThat(read("{}")).isEqualTo(order);
    assertThat(read("{\"voice\":null,\"hang_up_after_ms\":null}")).isEqualTo(order);
  }

  @Test
  void anOrderBecomesAScript() throws Fault {
    CallOrder order =
        read(
            """
            {"voice": "silence", "repeat": true, "hang_up_after_ms": 1500,
             "silence_first_ms": 400, "name": " Ada "}
            """);
    Voice words = Voice.of(Sound.of(new short[320], 16_000));
    Script script = order.script(7, words);
    assertThat(script.repeated()).isTrue();
    assertThat(script.hangUpAfter()).contains(Duration.ofMillis(1500));
    assertThat(script.silenceFirst()).isEqualTo(Duration.ofMillis(400));
    assertThat(script.customer().name()).isEqualTo("Ada");
    assertThat(script.customer().number()).isEqualTo("447700900007");
    assertThat(script.voice()).isSameAs(words);
    assertThat(read("").script(7, words).customer().name()).isEqualTo("Scripted caller 7");
  }

  @Test
  void theAddressSaysTheSameBesideARecording() throws Fault {
    MultiMap query =
        MultiMap.caseInsensitiveMultiMap()
            .add("repeat", "true")
            .add("hang_up_after_ms", "1500")
            .add("silence_first_ms", "20")
            .add("name", "Ada");
    CallOrder order = reader.read(query);
    assertThat(order.voice()).isEmpty();
    assertThat(order.repeat()).isTrue();
    assertThat(order.hangUpAfter()).contains(Duration.ofMillis(1500));
    assertThat(order.silenceFirst()).isEqualTo(Duration.ofMillis(20));
    assertThat(order.name()).isEqualTo("Ada");
    query.add("name", "Bela");
    assertThatThrownBy(() -> reader.read(query)).isInstanceOf(Fault.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"voice\": 1} | voice",
        "{\"voice\": \"Customer\"} | voice",
        "{\"repeat\": \"yes\"} | repeat",
        "{\"hang_up_after_ms\": -1} | hang_up_after_ms",
        "{\"hang_up_after_ms\": 3600001} | hang_up_after_ms",
        "{\"hang_up_after_ms\": 1.5} | hang_up_after_ms",
        "{\"silence_first_ms\": 60001} | silence_first_ms",
        "{\"silence_first_ms\": 99999999999} | silence_first_ms",
        "{\"name\": \"a\\u0000b\"} | name",
        "{\"loud\": true} | loud",
      })
  void aWrongFieldIsNamed(String body, String field) {
    assertThatThrownBy(() -> read(body))
        .isInstanceOfSatisfying(Fault.class, f -> assertThat(f.field()).isEqualTo(field));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"voice | tone", "repeat | 1", "hang_up_after_ms | x", "silence_first_ms | -5"})
  void aWrongParameterIsNamed(String name, String value) {
    MultiMap query = MultiMap.caseInsensitiveMultiMap().add(name, value);
    assertThatThrownBy(() -> reader.read(query))
        .isInstanceOfSatisfying(Fault.class, f -> assertThat(f.field()).isEqualTo(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{", "[]", "7", "{\"voice\":\"tone\",\"voice\":\"other\"}", "{} {"})
  void aBodyThatIsNoObjectIsRefused(String body) {
    assertThatThrownBy(() -> read(body)).isInstanceOf(Fault.class);
  }

  @Test
  void aNameHasSixtyCharactersAtMost() throws Fault {
    assertThat(read("{\"name\":\"" + "é".repeat(60) + "\"}").name()).hasSize(60);
    assertThatThrownBy(() -> read("{\"name\":\"" + "é".repeat(61) + "\"}"))
        .isInstanceOf(Fault.class);
  }

  private CallOrder read(String body) throws Fault {
    return reader.read(body.getBytes(StandardCharsets.UTF_8));
  }
}
