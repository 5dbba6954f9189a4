package io.dering.gateway.rest;

import io.dering.gateway.tokens.Scope;
import io.dering.signaling.id.AccountId;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/// The API tokens that were made through the API (RM-14). Methods return at once; stages may
/// complete anywhere.
public interface TokenBook {
  /// Of one account, revoked ones not counted.
  int MOST = 100;

  /// A token as people see it: everything but its text.
  ///
  /// @param lastUsedOn the day in UTC, null if never
  record Entry(
      String id,
      String name,
      Set<Scope> scopes,
      Instant createdAt,
      @Nullable Instant expiresAt,
      @Nullable LocalDate lastUsedOn) {
    public Entry {
      scopes = Set.copyOf(scopes);
    }
  }

  /// What a good token gives.
  record Grant(AccountId account, String id, Set<Scope> scopes) {
    public Grant {
      scopes = Set.copyOf(scopes);
    }
  }

  /// A new token with its text, which is nowhere else.
  record Minted(Entry entry, String text) {
    /// Redacted: the text signs in.
    @Override
    public String toString() {
      return "Minted[" + entry.id() + "]";
    }
  }

  /// What is asked of a new token.
  record Wish(String name, Set<Scope> scopes, @Nullable Instant expiresAt) {
    public Wish {
      scopes = Set.copyOf(scopes);
    }
  }

  /// What the presented text gives now: nothing once it is revoked or over.
  CompletionStage<Optional<Grant>> find(String text);

  /// Empty when the account has [#MOST] already.
  CompletionStage<Optional<Minted>> mint(AccountId account, Wish wish);

  /// Those that were not revoked, oldest first.
  CompletionStage<List<Entry>> list(AccountId account);

  /// When the stage completes, the token opens nothing any more. False when the account never had
  /// it.
  CompletionStage<Boolean> revoke(AccountId account, String id);
}
