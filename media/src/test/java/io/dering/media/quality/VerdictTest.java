package io.dering.media.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What stood out, from points alone. A row is a call: each letter 5 s of it, as [#point] reads it.
class VerdictTest {
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      nullValues = "-",
      value = {
        // letters, what is said
        "............, -",
        "L..........., -",
        "..LLLLLLLL.., customer's side lost 8 % for 40 s",
        "..LLLL.LLL.., customer's side lost 8 % for 40 s",
        "..LL....LL.., customer's side lost 8 % for 10 s; customer's side lost 8 % for 10 s",
        "..ll........, agent's side lost 8 % for 10 s",
        "dd.........., agent's side took 650 ms there and back for 10 s",
        "DD.........., customer's side took 650 ms there and back for 10 s",
        "J.JJ........, customer's side jittered by 90 ms for 20 s",
        "NN.........., customer's side sent nothing for 10 s",
        "nn.........., agent's side sent nothing for 10 s",
        "xx.........., agent's browser had no microphone for 10 s",
        "....gggggg, agent's side sent nothing for 30 s",
        "..gggg......, agent's side sent nothing for 20 s",
        "gggggg......, -",
        "..qqqq, -",
        "sssssssssssssssssssssssss, agent's microphone silent for 2 min",
        "sss........., -",
        "SSSS........, customer's microphone silent for 20 s",
        "mmmmm......., -",
        "mmmmmm......, agent's microphone muted on the page for 30 s",
        "cc.........., agent's browser made up 12 % of what it played for 10 s",
        "__LL__......, customer's side lost 8 % for 10 s",
        "LLssss......, agent's microphone silent for 20 s; customer's side lost 8 % for 10 s",
      })
  void saysWhatStoodOutAndForHowLong(String letters, String said) {
    List<String> sentences = Verdict.of(call(letters)).stream().map(Finding::sentence).toList();
    assertThat(String.join("; ", sentences)).isEqualTo(said == null ? "" : said);
  }

  /// The word is never better than what stood out.
  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "............, GOOD",
    "xxxxxxxxxxxx, POOR",
    "......xxxxxx, POOR",
    ".......xxxxx, FAIR",
    "....gggggg, POOR",
    "......gggg, FAIR",
    "ssssssssssss, POOR",
    "SSSS........, FAIR",
    "NNN........., FAIR",
    "LL.........., FAIR",
    "cc.........., FAIR",
    "dd.........., FAIR",
    "JJ.........., FAIR",
    "mmmmmmmmmmmm, GOOD",
  })
  void whatStoodOutIsInTheWord(String letters, QualityWord word) {
    assertThat(QualityWord.of(call(letters))).contains(word);
  }

  @Test
  void aFindingSaysWhenItBegan() {
    assertThat(Verdict.of(call("..LLL.")))
        .containsExactly(new Finding(Finding.Kind.LOSS, Finding.Side.CUSTOMER, 10_000, 15_000, 80));
  }

  @Test
  void noMoreAreSaidThanAreRead() {
    assertThat(Verdict.of(call("LL..".repeat(20)))).hasSize(Verdict.MOST);
  }

  private static List<QualityPoint> call(String letters) {
    List<QualityPoint> points = new ArrayList<>();
    for (int i = 0; i < letters.length(); i++) {
      points.add(point((i + 1) * QualitySeries.EVERY_MS, letters.charAt(i)));
    }
    return points;
  }

  /// `.` all is well, `_` nothing is known; `L` loss, `D` delay, `J` jitter, `N` nothing comes, `S`
  /// silence, capital for the customer's side and small for the agent's; of the page `x` no
  /// microphone, `m` muted, `c` concealed, `g` gone, `q` gone while the customer is quiet as well.
  private static QualityPoint point(long atMs, char letter) {
    if (letter == '_') {
      return new QualityPoint(atMs, null, null, null);
    }
    LinePoint good = new LinePoint(250, 0, 250, 0, 3, 40);
    if (letter == 'g' || letter == 'q') {
      LinePoint quiet = new LinePoint(0, 0, 0, 0, 3, 40);
      return new QualityPoint(atMs, letter == 'g' ? good : quiet, null, null);
    }
    LinePoint bad =
        switch (Character.toLowerCase(letter)) {
          case 'l' -> new LinePoint(250, 40, 250, 0, 3, 40);
          case 'd' -> new LinePoint(250, 0, 250, 0, 3, 650);
          case 'j' -> new LinePoint(250, 0, 250, 0, 90, 40);
          case 'n', 'x' -> new LinePoint(0, 0, 250, 0, 3, 40);
          default -> good;
        };
    boolean isCustomers = Character.isUpperCase(letter);
    return new QualityPoint(atMs, isCustomers ? bad : good, isCustomers ? good : bad, page(letter));
  }

  private static PagePoint page(char letter) {
    return new PagePoint(
        5_000,
        letter == 'c' ? 600 : 0,
        40,
        20,
        letter == 's' ? PagePoint.NOTHING : 35,
        2_000,
        letter == 'S' ? PagePoint.NOTHING : 30,
        1_000,
        switch (letter) {
          case 'x' -> PagePoint.Microphone.NONE;
          case 'm' -> PagePoint.Microphone.MUTED;
          default -> PagePoint.Microphone.LIVE;
        });
  }
}
