package io.dering.gateway.recordings;

import io.dering.media.ice.InetAddressPolicy;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// Where Meta's token may be sent. The address of a recording comes out of an answer, and whoever
/// could choose it would get the token and could make this host ask others of its network. So: the
/// Graph API's own origin, which the operator has named; and over TLS the hosts of a list, by their
/// exact names and only at public addresses.
final class AllowedHosts {
  private static final int MAX_LENGTH = 4_096;
  private static final int TLS_PORT = 443;

  private final URI graph;
  private final Set<String> hosts;
  private final Resolver resolver;

  /// Names to addresses; blocks.
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  AllowedHosts(URI graph, Set<String> hosts) {
    this(graph, hosts, InetAddress::getAllByName);
  }

  AllowedHosts(URI graph, Set<String> hosts, Resolver resolver) {
    this.graph = graph;
    this.hosts = Set.copyOf(hosts);
    this.resolver = resolver;
  }

  /// The address, if the token may go there; blocks.
  Optional<URI> allowed(String url) {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException _) {
      return Optional.empty();
    }
    if (url.length() > MAX_LENGTH
        || uri.getHost() == null
        || uri.getRawUserInfo() != null
        || uri.getRawFragment() != null) {
      return Optional.empty();
    }
    return isGraph(uri) || isListed(uri) ? Optional.of(uri) : Optional.empty();
  }

  private boolean isGraph(URI uri) {
    return graph.getScheme().equalsIgnoreCase(uri.getScheme())
        && graph.getHost().equalsIgnoreCase(uri.getHost())
        && port(graph) == port(uri);
  }

  private boolean isListed(URI uri) {
    if (!"https".equalsIgnoreCase(uri.getScheme())
        || port(uri) != TLS_PORT
        || !hosts.contains(uri.getHost().toLowerCase(Locale.ROOT))) {
      return false;
    }
    try {
      InetAddress[] addresses = resolver.resolve(uri.getHost());
      for (InetAddress address : addresses) {
        if (!InetAddressPolicy.PUBLIC_ONLY.allows(address)) {
          return false;
        }
      }
      return addresses.length > 0;
    } catch (UnknownHostException _) {
      // A name without an address now may have one later; connecting says so by itself.
      return true;
    }
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return "https".equalsIgnoreCase(uri.getScheme()) ? TLS_PORT : 80;
  }
}
