package io.dering.bench.load;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What the SDP of both ends tells of an agent's leg to whoever can read it.
///
/// @param agent where its media come from
record LegSeen(String gatewayUfrag, String agentUfrag, InetSocketAddress agent) {
  private static final Pattern UFRAG = Pattern.compile("(?m)^a=ice-ufrag:(\\S+)");
  private static final Pattern HOST =
      Pattern.compile("(?m)^a=candidate:\\S+ 1 \\S+ \\d+ (127\\.\\S+) (\\d+) typ host");

  static LegSeen in(String offer, String answer) {
    Matcher host = found(HOST, offer);
    return new LegSeen(
        found(UFRAG, answer).group(1),
        found(UFRAG, offer).group(1),
        new InetSocketAddress(
            InetAddress.ofLiteral(host.group(1)), Integer.parseInt(host.group(2))));
  }

  private static Matcher found(Pattern pattern, String sdp) {
    Matcher matcher = pattern.matcher(sdp);
    if (!matcher.find()) {
      throw new IllegalArgumentException("SDP without " + pattern);
    }
    return matcher;
  }
}
