package io.dering.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Objects;
import org.ice4j.StunException;
import org.ice4j.attribute.Attribute;
import org.ice4j.attribute.XorMappedAddressAttribute;
import org.ice4j.message.Message;
import org.ice4j.message.Request;
import org.junit.jupiter.api.Test;

/// The two sides of [StunCheckBenchmark] do the same work.
final class ChecksAgainstIce4jTest {
  private static final String UFRAG = "9uB6cD3f";
  private static final String PASSWORD = "k2VfqYw8mJx0ZsT4nHc7LpRd";

  private final byte[] check = DeringChecks.check(UFRAG, PASSWORD);
  private final DeringChecks dering = new DeringChecks(UFRAG, PASSWORD);
  private final Ice4jChecks ice4j = new Ice4jChecks(UFRAG, PASSWORD);

  @Test
  void bothTakeTheSameCheckAndReadEachOthersAnswer() throws StunException {
    assertThat(dering.verified(check, check.length)).isTrue();
    dering.answer();
    byte[] ours = dering.answered();
    Request read = Objects.requireNonNull(ice4j.verified(check, check.length));
    byte[] theirs = ice4j.answer(read);

    assertThat(dering.isOwnAnswer(theirs)).isTrue();
    assertThat(dering.isOwnAnswer(ours)).isTrue();
    Message ourAnswer = Message.decode(ours, 0, ours.length);
    Message theirAnswer = Message.decode(theirs, 0, theirs.length);
    assertThat(ourAnswer.getTransactionID()).isEqualTo(theirAnswer.getTransactionID());
    assertThat(mapped(ourAnswer)).isEqualTo(mapped(theirAnswer));
    assertThat(ourAnswer.containsAttribute(Attribute.MESSAGE_INTEGRITY)).isTrue();
    assertThat(theirAnswer.containsAttribute(Attribute.FINGERPRINT)).isTrue();
  }

  @Test
  void bothRefuseAnotherPasswordAndAnotherAgent() throws StunException {
    for (byte[] refused :
        new byte[][] {
          DeringChecks.check(UFRAG, "another" + PASSWORD), DeringChecks.check("other000", PASSWORD)
        }) {
      assertThat(dering.verified(refused, refused.length)).isFalse();
      assertThat(ice4j.verified(refused, refused.length)).isNull();
    }
  }

  @Test
  void bothRefuseEveryChangeOfAByteThatTheIntegrityCovers() {
    int fingerprintLength = 8;
    for (int at = 0; at < check.length - fingerprintLength; at++) {
      byte[] changed = check.clone();
      changed[at] ^= 0x01;
      assertThat(dering.verified(changed, changed.length)).as("byte %d", at).isFalse();
      assertThat(takenByIce4j(changed)).as("byte %d", at).isFalse();
    }
  }

  /// It refuses by an exception what it cannot read.
  private boolean takenByIce4j(byte[] datagram) {
    try {
      return ice4j.verified(datagram, datagram.length) != null;
    } catch (StunException | IllegalArgumentException _) {
      return false;
    }
  }

  private static Attribute mapped(Message answer) {
    Attribute mapped = answer.getAttribute(Attribute.XOR_MAPPED_ADDRESS);
    assertThat(mapped).isInstanceOf(XorMappedAddressAttribute.class);
    return mapped;
  }
}
