package io.dering.gateway.rest;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/// How often the REST API may be asked: by each known caller, and by each address that shows no
/// good credentials.
public final class Limits {
  /// A backend that catches up may ask 200 at once, then 50 in a second.
  static final int CALLER_BURST = 200;

  static final int CALLER_PER_SECOND = 50;

  /// A sign-in page asks once; guessing a token should be slow.
  static final int ADDRESS_BURST = 60;

  static final int ADDRESS_PER_SECOND = 10;

  private final RequestLimit callers;
  private final RequestLimit addresses;
  private final ClientAddress address;

  /// @param trustedProxies addresses or networks in CIDR form, whose `X-Forwarded-For` is believed
  public Limits(List<String> trustedProxies, LongSupplier nanoTime) {
    callers = new RequestLimit(CALLER_BURST, CALLER_PER_SECOND, nanoTime);
    addresses = new RequestLimit(ADDRESS_BURST, ADDRESS_PER_SECOND, nanoTime);
    address = new ClientAddress(trustedProxies);
  }

  /// Zero when the request may go on, otherwise when to come again.
  Duration take(@Nullable Viewer viewer, HttpServerRequest request) {
    return viewer == null
        ? addresses.take(address.of(request))
        : callers.take(viewer.account().value() + " " + viewer.key());
  }
}
