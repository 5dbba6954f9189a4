package io.dering.gateway.agents;

import static org.assertj.core.api.Assertions.assertThat;

import io.dering.signaling.agent.Device;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// RM-3: the device in the log history is a family, never the client's own words.
class UserAgentsTest {
  @ParameterizedTest(name = "{0} on {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Chrome  | Linux   | Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36",
        "Chrome  | Android | Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36",
        "Edge    | Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0",
        "Firefox | Windows | Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0",
        "Safari  | macOS   | Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15",
        "Safari  | iOS     | Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Mobile/15E148 Safari/604.1",
        "Other   | Other   | curl/8.5.0 of Ada's own telephone",
      })
  void aBrowserAndItsPlatformAreKnownByFamily(String browser, String platform, String userAgent) {
    assertThat(UserAgents.device(userAgent)).isEqualTo(new Device(browser, platform));
  }

  @Test
  void aClientThatDoesNotSayIsUnknown() {
    assertThat(UserAgents.device(null)).isEqualTo(Device.UNKNOWN);
  }
}
