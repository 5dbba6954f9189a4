package io.dering.gateway.rest;

import io.dering.signaling.charges.MetaMonth;
import io.dering.signaling.id.AccountId;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// What an account paid and what Meta charged, month by month (BAL-3). Returns at once; stages may
/// complete anywhere.
public interface ChargeReader {
  /// What was paid for one country's calls.
  ///
  /// @param country two letters (ISO 3166-1); empty where the log does not say it
  record Paid(String country, long amountMinor, long minutes) {}

  /// @param paidMinor charges less what came back as refunds and adjustments
  /// @param minutes that were charged
  /// @param pulses of six seconds that the same calls began, by our own clock
  /// @param countries what is in `paidMinor` and `minutes`, the dearest first
  /// @param meta as Meta told it last, for each WhatsApp Business Account; none when it has not
  record Month(
      YearMonth month,
      long paidMinor,
      long minutes,
      long pulses,
      List<Paid> countries,
      List<MetaMonth> meta) {
    public Month {
      countries = List.copyOf(countries);
      meta = List.copyOf(meta);
    }
  }

  /// Newest first. `hasMore` tells whether older months follow the last one.
  record Page(List<Month> months, boolean hasMore) {
    public Page {
      months = List.copyOf(months);
    }
  }

  /// How Meta is asked.
  enum State {
    /// There is no WhatsApp Business Account to ask about (`meta.waba-id`).
    NOT_SET,
    /// Not asked yet.
    WAITING,
    READ,
    /// The last question was not answered with figures.
    FAILED
  }

  /// @param readAt when it worked last in the life of this process
  /// @param failedAt since when it does not
  /// @param metaErrorCode what Meta refused with
  record Reading(
      State state,
      @Nullable Instant readAt,
      @Nullable Instant failedAt,
      @Nullable Integer metaErrorCode,
      Optional<String> detail) {
    public static Reading of(State state) {
      return new Reading(state, null, null, null, Optional.empty());
    }
  }

  /// @param limit how many months at most
  /// @param before only months before that one, or null from this one on
  CompletionStage<Page> page(AccountId account, int limit, @Nullable YearMonth before);

  Reading reading(AccountId account);
}
