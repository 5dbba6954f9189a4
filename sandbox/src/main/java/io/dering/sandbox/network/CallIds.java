package io.dering.sandbox.network;

import io.dering.sandbox.calls.Business;
import io.dering.sandbox.calls.Customer;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// Call ids in the form of Meta's: `wacid.` and the base64 of a record that holds both numbers.
final class CallIds {
  private static final byte[] NUMBER = {0x1C, 0x18};
  private static final byte[] SERIAL = {0x15, 0x02, 0x00, 0x12, 0x18, 0x20};
  private static final byte[] TAIL = {0x15, 0x02, 0x00, 0x15, 0x18, 0x00};

  private CallIds() {}

  static String next(Customer customer, Business business, RandomGenerator random) {
    byte[] serial = new byte[16];
    random.nextBytes(serial);
    ByteArrayOutputStream id = new ByteArrayOutputStream(96);
    number(id, customer.number());
    id.writeBytes(SERIAL);
    id.writeBytes(
        HexFormat.of()
            .formatHex(serial)
            .toUpperCase(Locale.ROOT)
            .getBytes(StandardCharsets.US_ASCII));
    number(id, business.number());
    id.writeBytes(TAIL);
    return "wacid." + Base64.getEncoder().encodeToString(id.toByteArray());
  }

  private static void number(ByteArrayOutputStream id, String digits) {
    id.writeBytes(NUMBER);
    id.write(digits.length());
    id.writeBytes(digits.getBytes(StandardCharsets.US_ASCII));
  }
}
