package io.dering.media.quality;

/// The mean opinion score that the wideband E-model expects of one line (ITU-T G.107.1), which is
/// what people would say of it in a conversation: 1 bad to 5 excellent, at most 4.5.
///
/// `R = Ro − Idd − Ie,eff`, on a scale of 129 (G.107.1 §6.2): all but delay, loss and codec stand
/// at the model's defaults, where `Ro − Is` is that 129; echo is taken for cancelled, as browsers
/// and phones do.
///
/// | term | formula | source |
/// |---|---|---|
/// | `Idd` | 0 up to 100 ms, above `25 ((1 + X⁶)^⅙ − 3 (1 + (X/3)⁶)^⅙ + 2)`, `X = log₂(Ta / 100 ms)` | G.107 §7.4 |
/// | `Ie,eff` | `Ie + (95 − Ie) Ppl / (Ppl / BurstR + Bpl)`, loss taken for random: `BurstR` 1 | G.107.1 §7.5 |
/// | MOS | of `R / 1.29`: `1 + 0.035 R + R (R − 60) (100 − R) 7·10⁻⁶` | G.107.1 annex A, G.107 annex B |
///
/// What of it is whose:
///
/// | constant | whose |
/// |---|---|
/// | 129, 95, 1.29 and the polynomial | the standard's (G.107.1), from secondary literature; a program for wideband telephony by other hands has the same four, and no `BurstR` |
/// | `Idd` | G.107's for a narrowband line; G.107.1 §7.4 is taken to keep it. Its echo terms are left out |
/// | 19.96 and 19.50 | fitted for wideband Opus at 13 kbit/s, VBR and random loss (M. Al-Ahmadi, Opus_emodel, 2021), the highest rate published for this scale. G.113 has none for Opus |
/// | random loss | chosen: what the standard's formula is for. Loss in bursts is called better than it is heard |
/// | the wait in a jitter buffer, the round trip halved | chosen, see [#oneWayMs] |
///
/// WhatsApp and browsers send faster than 13 kbit/s, so a line is rather called worse than it is:
/// without any fault 4.2. The numbers of sections are those of the contents that ITU publishes for
/// G.107.1 (06/2015) and G.107 (12/2011). The text of the Recommendations was not at hand when this
/// was written, and the model is one for planning: what people would say of a real call may differ.
final class EModel {
  /// `Ro − Is`: the rating of a wideband line without any fault.
  static final double BEST = 129;

  /// `Ie` of the codec alone.
  static final double CODEC = 19.96;

  /// `Bpl`: how well the codec and its concealment bear loss.
  static final double ROBUSTNESS = 19.50;

  /// The scale of the wideband model over that of the narrowband one.
  static final double SCALE = 1.29;

  /// One frame of 20 ms and the 6.5 ms that Opus looks ahead (RFC 6716 §2).
  static final double CODEC_DELAY_MS = 26.5;

  private EModel() {}

  /// Tenths of a MOS, 10 to 45.
  ///
  /// @param lossPermille of the packets, 0 to 1000
  /// @param oneWayMs from mouth to ear
  static int mosTenths(int lossPermille, double oneWayMs) {
    double rating = BEST - delay(oneWayMs) - equipment(lossPermille / 10.0);
    return (int) Math.round(10 * mos(rating / SCALE));
  }

  /// From mouth to ear over one line: half the round trip, the codec, and a jitter buffer that
  /// holds twice the jitter, as the buffers of browsers do when they have settled.
  ///
  /// @param roundTripMs -1 where it is not known, which counts as none
  static double oneWayMs(int roundTripMs, int jitterMs) {
    return Math.max(0, roundTripMs) / 2.0 + 2.0 * jitterMs + CODEC_DELAY_MS;
  }

  /// `Idd`.
  static double delay(double oneWayMs) {
    if (oneWayMs <= 100) {
      return 0;
    }
    double x = Math.log(oneWayMs / 100) / Math.log(2);
    return 25 * (sixthRoot(1 + Math.pow(x, 6)) - 3 * sixthRoot(1 + Math.pow(x / 3, 6)) + 2);
  }

  /// `Ie,eff` of Opus.
  static double equipment(double lossPercent) {
    return equipment(CODEC, ROBUSTNESS, lossPercent);
  }

  static double equipment(double codec, double robustness, double lossPercent) {
    return codec + (95 - codec) * lossPercent / (lossPercent + robustness);
  }

  /// @param rating on the narrowband scale, where 100 is the most
  static double mos(double rating) {
    if (rating <= 0) {
      return 1;
    }
    if (rating >= 100) {
      return 4.5;
    }
    return 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
  }

  private static double sixthRoot(double value) {
    return Math.pow(value, 1.0 / 6);
  }
}
