package io.dering.media.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Locale;
import java.util.Optional;

/// A transport address that a peer offers (RFC 8839 §5.1).
///
/// ```
/// candidate:1052331718 1 udp 2122260223 192.0.2.44 3484 typ host generation 0 network-cost 50
///           foundation component transport priority address port type  extensions
/// ```
///
/// A host name, mDNS names included, stays a name: `address.isUnresolved()` is then true, and
/// nothing ever resolves it. `extensions` is what follows the type (`raddr`, `rport` and the rest),
/// as written.
public record Candidate(
    String foundation,
    int component,
    Transport transport,
    long priority,
    InetSocketAddress address,
    CandidateType type,
    String extensions) {

  /// The transport protocol; only UDP is used.
  public enum Transport {
    UDP,
    TCP
  }

  /// The component of RTP, and of RTCP multiplexed with it.
  public static final int RTP_COMPONENT = 1;

  /// A longer line is no candidate.
  public static final int MAX_TEXT_LENGTH = 512;

  private static final int MAX_FOUNDATION_LENGTH = 32;
  private static final long MAX_PRIORITY = 0xFFFFFFFFL;

  /// A host candidate of ours for RTP over UDP. Of several, the one with the higher
  /// `localPreference` (0 to 65535) is tried first.
  public static Candidate host(String foundation, InetSocketAddress address, int localPreference) {
    long priority = priority(CandidateType.HOST, localPreference);
    return new Candidate(
        foundation, RTP_COMPONENT, Transport.UDP, priority, address, CandidateType.HOST, "");
  }

  /// RFC 8445 §5.1.2.1, for the RTP component.
  public static long priority(CandidateType type, int localPreference) {
    return ((long) type.preference() << 24) | ((long) localPreference << 8) | (256 - RTP_COMPONENT);
  }

  /// Reads the attribute, with or without `a=` and `candidate:` before it. Empty when malformed;
  /// never throws, never resolves a name.
  public static Optional<Candidate> parse(String text) {
    String line = text.strip();
    // A line end in the extensions would come out again as a line of its own.
    if (text.length() > MAX_TEXT_LENGTH || line.chars().anyMatch(Character::isISOControl)) {
      return Optional.empty();
    }
    String value = withoutPrefix(withoutPrefix(line, "a="), "candidate:");
    String[] parts = value.split(" +", 9);
    if (parts.length < 8 || !parts[6].equalsIgnoreCase("typ") || !isFoundation(parts[0])) {
      return Optional.empty();
    }
    long component = number(parts[1], 256);
    long priority = number(parts[3], MAX_PRIORITY);
    long port = number(parts[5], 65535);
    Optional<Transport> transport = transport(parts[2]);
    Optional<InetSocketAddress> address =
        port < 0 ? Optional.empty() : address(parts[4], (int) port);
    Optional<CandidateType> type = CandidateType.ofToken(parts[7]);
    if (component < 1
        || priority < 0
        || transport.isEmpty()
        || address.isEmpty()
        || type.isEmpty()) {
      return Optional.empty();
    }
    String extensions = parts.length == 9 ? parts[8].strip() : "";
    Candidate read =
        new Candidate(
            parts[0],
            (int) component,
            transport.get(),
            priority,
            address.get(),
            type.get(),
            extensions);
    // Written, it has the prefix again, and an IPv6 address in full.
    return read.toAttribute().length() > MAX_TEXT_LENGTH ? Optional.empty() : Optional.of(read);
  }

  /// The attribute, `candidate:` included and `a=` not.
  public String toAttribute() {
    String attribute =
        String.join(
            " ",
            "candidate:" + foundation,
            Integer.toString(component),
            transport.name().toLowerCase(Locale.ROOT),
            Long.toString(priority),
            host(),
            Integer.toString(address.getPort()),
            "typ",
            type.token());
    return extensions.isEmpty() ? attribute : attribute + " " + extensions;
  }

  /// Shows the type only: addresses do not belong into logs.
  @Override
  public String toString() {
    return "Candidate[" + type.token() + ", redacted]";
  }

  // A scope (`%eth0`) means nothing to the peer.
  private String host() {
    if (address.isUnresolved()) {
      return address.getHostString();
    }
    String literal = address.getAddress().getHostAddress();
    int scope = literal.indexOf('%');
    return scope < 0 ? literal : literal.substring(0, scope);
  }

  private static String withoutPrefix(String text, String prefix) {
    return text.regionMatches(true, 0, prefix, 0, prefix.length())
        ? text.substring(prefix.length())
        : text;
  }

  private static boolean isFoundation(String text) {
    return !text.isEmpty()
        && text.length() <= MAX_FOUNDATION_LENGTH
        && text.chars().allMatch(c -> c > ' ' && c < 0x7F);
  }

  /// A decimal number of at most `most`, or -1.
  private static long number(String text, long most) {
    if (text.isEmpty() || text.length() > 10 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      return -1;
    }
    long number = Long.parseLong(text);
    return number <= most ? number : -1;
  }

  private static Optional<Transport> transport(String token) {
    return switch (token.toLowerCase(Locale.ROOT)) {
      case "udp" -> Optional.of(Transport.UDP);
      case "tcp" -> Optional.of(Transport.TCP);
      default -> Optional.empty();
    };
  }

  private static Optional<InetSocketAddress> address(String host, int port) {
    if (host.indexOf(':') >= 0 || isDottedDecimal(host)) {
      try {
        return Optional.of(new InetSocketAddress(InetAddress.ofLiteral(host), port));
      } catch (IllegalArgumentException _) {
        return Optional.empty();
      }
    }
    return isHostName(host)
        ? Optional.of(InetSocketAddress.createUnresolved(host, port))
        : Optional.empty();
  }

  // Exactly four decimal parts: `127.1` and `2130706433` are spellings for people who hide
  // something.
  private static boolean isDottedDecimal(String host) {
    String[] parts = host.split("\\.", -1);
    if (parts.length != 4) {
      return false;
    }
    for (String part : parts) {
      if (part.length() > 3 || number(part, 255) < 0) {
        return false;
      }
    }
    return true;
  }

  private static boolean isHostName(String host) {
    if (host.isEmpty() || host.length() > 253 || host.charAt(0) == '.') {
      return false;
    }
    String last = host.substring(host.lastIndexOf('.') + 1);
    boolean numeric = last.isEmpty() || last.chars().allMatch(c -> c >= '0' && c <= '9');
    return !numeric && host.chars().allMatch(Candidate::isHostNameChar);
  }

  private static boolean isHostNameChar(int c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '-'
        || c == '.'
        || c == '_';
  }
}
