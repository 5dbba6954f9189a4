package io.dering.gateway.logging;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// X3: no phone number, token or SDP in a log, even where someone forgot.
final class RedactionTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "from 6281234567890 to us|from [number] to us",
        "wa_id=6281234567890,x|wa_id=[number],x",
        "call +62 812-3456-7890 back|call [number] back",
        "id 1234567|id [number]",
        "lost wacid.HBgLNjI4MTIzNDU2Nzg5MBUCABEYEjQ= twice|lost [meta-call] twice",
        "Authorization: Bearer EAAG-x.y_z now|Authorization: [credential] now",
        "GET /x?access_token=abc&b=1|GET /x?[credential]&b=1",
        "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJheXUifQ.abc-_ end|jwt [credential] end",
        "sig sha256=0123456789abcdef0123456789abcdef|sig [credential]",
        "a=ice-pwd:Y3Zh/x+== next|[sdp]",
        "a=fingerprint:sha-256 AA:BB|[sdp]",
      })
  void whatLooksPersonalOrSecretIsMasked(String text, String masked) {
    assertThat(Redaction.mask(text)).isEqualTo(masked);
  }

  @Test
  void anSdpIsMaskedFromItsFirstLineToItsEnd() {
    String sdp = "v=0\r\no=- 1 2 IN IP4 203.0.113.7\r\ns=-\r\na=ice-ufrag:abcd\r\n";
    assertThat(Redaction.mask("offer " + sdp)).isEqualTo("offer [sdp]");
    assertThat(Redaction.mask("offer " + sdp.replace("\r\n", "\\r\\n"))).isEqualTo("offer [sdp]");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The call call_2345678abcdefghijkm9 ended after 53000 ms",
        "2026-11-21T10:00:00.123Z listening on 127.0.0.1:8080",
        "port 65535, 123456 packets"
      })
  void whatIsNeitherStaysReadable(String text) {
    assertThat(Redaction.mask(text)).isEqualTo(text);
  }
}
