package io.dering.gateway.config;

import io.dering.signaling.id.Texts;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/// The checks that several records share. Each throws [InvalidConfig]; none resolves a name.
final class Checks {
  static final Pattern NAME_ID = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");
  static final Pattern HOST_NAME = Pattern.compile("(?i)[a-z0-9-]{1,63}(\\.[a-z0-9-]{1,63}){1,8}");
  static final Pattern DIGITS = Pattern.compile("\\d{1,32}");

  /// With the password as a parameter: before the host it would be shown in errors.
  private static final Pattern POSTGRES_URL =
      Pattern.compile("jdbc:postgresql://[^/?@\\s]+/[^/?@\\s]+(\\?\\S*)?");

  private Checks() {}

  static void text(Key key, String value, Pattern shape) {
    if (!shape.matcher(value).matches()) {
      throw refuse(key, value);
    }
  }

  static void optional(Key key, String value, Pattern shape) {
    if (!value.isEmpty()) {
      text(key, value, shape);
    }
  }

  static void label(Key key, String value) {
    if (value.isBlank() || value.length() > 100 || !Texts.isName(value)) {
      throw refuse(key, value);
    }
  }

  static <T> List<T> atMost(Key key, int limit, List<T> values) {
    if (values.size() > limit) {
      throw new InvalidConfig(
          "%s has %d values; it takes %s.".formatted(key.path(), values.size(), key.bounds()));
    }
    return List.copyOf(values);
  }

  static <T> void distinct(String path, Collection<T> values, Function<T, String> name) {
    Set<String> seen = new HashSet<>();
    for (T value : values) {
      if (!seen.add(name.apply(value))) {
        throw new InvalidConfig("%s `%s` is there twice.".formatted(path, name.apply(value)));
      }
    }
  }

  static void known(Key key, String value, Set<String> names) {
    if (!names.contains(value)) {
      throw new InvalidConfig(
          "%s names `%s`, which is not in this account.".formatted(key.path(), value));
    }
  }

  /// Whether the host is loopback by its spelling alone: an address literal, or `localhost`.
  static boolean isLoopback(String host) {
    return host.equals("localhost")
        || literal(host).map(InetAddress::isLoopbackAddress).orElse(false);
  }

  static void host(Key key, String value) {
    if (!value.equals("localhost") && literal(value).isEmpty()) {
      throw refuse(key, value);
    }
  }

  static void addressLiteral(Key key, String value) {
    if (literal(value).filter(address -> !address.isAnyLocalAddress()).isEmpty()) {
      throw refuse(key, value);
    }
  }

  static void network(Key key, String value) {
    int slash = value.indexOf('/');
    Optional<InetAddress> address = literal(slash < 0 ? value : value.substring(0, slash));
    int bits = address.map(literal -> literal.getAddress().length * 8).orElse(-1);
    int prefix = slash < 0 ? bits : prefixLength(value.substring(slash + 1));
    if (address.isEmpty() || prefix < 0 || prefix > bits) {
      throw refuse(key, value);
    }
  }

  private static int prefixLength(String digits) {
    return digits.matches("\\d{1,3}") ? Integer.parseInt(digits) : -1;
  }

  /// The URL without a slash at its end.
  static String httpUrl(Key key, String value) {
    String trimmed = value.replaceAll("/+$", "");
    URI uri = uri(key, trimmed);
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null || uri.getQuery() != null || uri.getUserInfo() != null) {
      throw refuse(key, value);
    }
    return trimmed;
  }

  static void secureUnlessLoopback(Key key, String url) {
    URI uri = uri(key, url);
    if (!"https".equals(uri.getScheme()) && !isLoopback(unbracketed(uri.getHost()))) {
      throw refuse(key, url);
    }
  }

  static void origin(Key key, String value) {
    URI uri = uri(key, value);
    boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
    if (!http || uri.getHost() == null || !uri.getRawPath().isEmpty() || uri.getQuery() != null) {
      throw refuse(key, value);
    }
  }

  /// Unset, or of this shape; what it is instead is not said, because it may hold a password.
  static void postgresUrl(Key key, Secret url) {
    if (url.isSet() && !POSTGRES_URL.matcher(url.reveal()).matches()) {
      throw new InvalidConfig("%s must be %s.".formatted(key.path(), key.bounds()));
    }
  }

  private static URI uri(Key key, String value) {
    try {
      return new URI(value);
    } catch (URISyntaxException _) {
      throw refuse(key, value);
    }
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  /// The address that a literal spells; a name is never looked up.
  private static Optional<InetAddress> literal(String value) {
    try {
      return Optional.of(InetAddress.ofLiteral(value));
    } catch (IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  static InvalidConfig refuse(Key key, String value) {
    return new InvalidConfig("%s must be %s, not `%s`.".formatted(key.path(), key.bounds(), value));
  }
}
