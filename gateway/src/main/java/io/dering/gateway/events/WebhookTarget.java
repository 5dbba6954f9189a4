package io.dering.gateway.events;

import io.dering.media.ice.InetAddressPolicy;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Where a webhook's URL leads. A URL is somebody's order to send packets, so it must not reach
/// this host or its networks: the name is resolved once, every address that it has must be public,
/// and the request goes to the address that was looked at.
public final class WebhookTarget {
  private static final int MAX_LENGTH = 2048;

  private static final int MAX_PORT = 65_535;

  private final boolean local;
  private final Resolver resolver;

  /// Names to addresses; blocks.
  @FunctionalInterface
  public interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  /// @param local whether plain `http` and addresses of this machine are allowed: under `dev` alone
  public WebhookTarget(boolean local) {
    this(local, InetAddress::getAllByName);
  }

  WebhookTarget(boolean local, Resolver resolver) {
    this.local = local;
    this.resolver = resolver;
  }

  /// A URL that was looked at, with the address to connect to; or why not.
  public sealed interface Found {
    record Address(URI url, InetAddress address, int port, boolean tls) implements Found {}

    /// @param code stable: `bad_url`, `unknown_host`, `forbidden_address`
    record Refused(String code) implements Found {}
  }

  /// What is wrong with a URL by itself, without asking for its name; empty when nothing is.
  public Optional<String> fault(String url) {
    if (url.length() > MAX_LENGTH) {
      return Optional.of("has at most " + MAX_LENGTH + " characters");
    }
    URI uri = parse(url);
    if (uri == null || uri.getHost() == null) {
      return Optional.of("must be an absolute URL with a host name in ASCII");
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(local && scheme.equals("http"))) {
      return Optional.of("must begin with https://");
    }
    if (uri.getPort() == 0 || uri.getPort() > MAX_PORT) {
      return Optional.of("must have a port from 1 to 65535, or none");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      return Optional.of("must have no user and no fragment");
    }
    return Optional.empty();
  }

  /// Resolves the URL's name; blocks.
  public Found find(String url) {
    URI uri = parse(url);
    if (uri == null || fault(url).isPresent()) {
      return new Found.Refused("bad_url");
    }
    InetAddress[] addresses;
    try {
      addresses = resolver.resolve(uri.getHost());
    } catch (UnknownHostException _) {
      return new Found.Refused("unknown_host");
    }
    if (addresses.length == 0) {
      return new Found.Refused("unknown_host");
    }
    for (InetAddress address : addresses) {
      boolean here = local && address.isLoopbackAddress();
      if (!here && !InetAddressPolicy.PUBLIC_ONLY.allows(address)) {
        return new Found.Refused("forbidden_address");
      }
    }
    boolean tls = "https".equalsIgnoreCase(uri.getScheme());
    int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
    return new Found.Address(uri, addresses[0], port, tls);
  }

  private static @Nullable URI parse(String url) {
    try {
      URI uri = new URI(url);
      return uri.getScheme() == null ? null : uri;
    } catch (URISyntaxException _) {
      return null;
    }
  }
}
