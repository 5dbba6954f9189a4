package io.dering.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BencodeTest {
  /// The examples of BEP 3, and keys in their order.
  @Test
  void writesWhatTheProtocolSays() {
    assertThat(Bencode.encode("spam")).isEqualTo("4:spam");
    assertThat(Bencode.encode(-3L)).isEqualTo("i-3e");
    assertThat(Bencode.encode(List.of("spam", "eggs"))).isEqualTo("l4:spam4:eggse");
    assertThat(Bencode.encode(Map.of("spam", "eggs", "cow", "moo")))
        .isEqualTo("d3:cow3:moo4:spam4:eggse");
  }

  @Test
  void readsBackWhatItWrites() {
    Map<String, Object> all =
        Map.of("sdp", "v=0\r\n", "flags", List.of("a", 7L), "nothing", "", "inner", Map.of());
    assertThat(Bencode.dictionary(Bencode.encode(all))).isEqualTo(all);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4:spam", "d", "d3:cow", "d3:cow9:moo", "dx", "d3:cowi7"})
  void whatIsNoDictionaryIsRefused(String text) {
    assertThatThrownBy(() -> Bencode.dictionary(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
