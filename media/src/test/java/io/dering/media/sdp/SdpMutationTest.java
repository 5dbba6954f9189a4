package io.dering.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Seeded damage to every kept SDP: the reader never throws, never exceeds its bounds, and whatever
/// it accepts can be answered, with an answer that it accepts (tried on one in eight).
final class SdpMutationTest {
  private static final int MUTATIONS = 25_000;
  private static final String ODD_CHARACTERS = "\r\n\0=: /-9zA\u00FF\uD800,;";

  @ParameterizedTest(name = "seed={0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void noDamageThrowsAndWhatIsAcceptedCanBeAnswered(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    List<String> originals = SdpFixtures.all();
    LocalAudio local = SdpFixtures.gateway(DtlsSetup.ACTIVE, seed, 10_000, true);
    int accepted = 0;
    int refused = 0;
    for (int i = 0; i < MUTATIONS; i++) {
      String damaged = damage(originals.get(random.nextInt(originals.size())), random);
      switch (SdpReader.read(damaged)) {
        case SdpResult.Accepted(AudioSession session) -> {
          // One in eight is answered: the answer costs more than the reading.
          if (accepted++ % 8 == 0) {
            check(session, local);
          }
        }
        case SdpResult.Refused(SdpRefusal _, int line) -> {
          refused++;
          if (line < 0 || line > SdpReader.MAX_LINES + 1) {
            throw new AssertionError("line " + line);
          }
        }
      }
    }
    assertThat(accepted).as("some damage is harmless").isGreaterThan(MUTATIONS / 20);
    assertThat(refused).as("some damage is not").isGreaterThan(MUTATIONS / 20);
  }

  private static void check(AudioSession session, LocalAudio local) {
    assertThat(session.candidates().size()).isLessThanOrEqualTo(SdpReader.MAX_CANDIDATES);
    AudioSession answered = SdpFixtures.accepted(SdpWriter.answer(session, local));
    assertThat(answered.mid()).isEqualTo(session.mid());
    assertThat(answered.opusPayloadType()).isEqualTo(session.opusPayloadType());
  }

  private static String damage(String sdp, SplittableRandom random) {
    String damaged = sdp;
    for (int times = random.nextInt(1, 4); times > 0; times--) {
      damaged =
          random.nextBoolean() ? lineDamage(damaged, random) : characterDamage(damaged, random);
    }
    return damaged;
  }

  private static String characterDamage(String sdp, SplittableRandom random) {
    StringBuilder text = new StringBuilder(sdp);
    int at = random.nextInt(text.length() + 1);
    switch (random.nextInt(4)) {
      case 0 -> text.setLength(at);
      case 1 -> text.insert(at, ODD_CHARACTERS.charAt(random.nextInt(ODD_CHARACTERS.length())));
      case 2 -> text.insert(at, "9".repeat(random.nextInt(1, 30)));
      default -> {
        if (at < text.length()) {
          text.setCharAt(at, (char) random.nextInt(256));
        }
      }
    }
    return text.toString();
  }

  private static String lineDamage(String sdp, SplittableRandom random) {
    List<String> lines = new ArrayList<>(sdp.lines().toList());
    if (lines.isEmpty()) {
      return sdp;
    }
    int at = random.nextInt(lines.size());
    switch (random.nextInt(4)) {
      case 0 -> lines.remove(at);
      case 1 -> lines.add(random.nextInt(lines.size()), lines.get(at));
      case 2 -> lines.add(lines.remove(at));
      default -> lines.set(at, lines.get(at).substring(0, lines.get(at).length() / 2));
    }
    return String.join("\r\n", lines) + "\r\n";
  }
}
