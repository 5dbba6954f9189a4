package io.dering.sandbox;

import io.dering.sandbox.calls.Business;
import io.dering.sandbox.network.Switches;
import io.dering.sandbox.webhooks.WebhookSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/// How a sandbox is set up. Secrets print as `set`.
///
/// @param business who is called; Graph knows this phone-number-id alone
/// @param accessToken what the business must present to Graph
/// @param webhooks where webhooks go
/// @param media the UDP port of "Meta's" media server
/// @param agentUrl shown beside the phone
/// @param loopbackOnly whether pages and settings answer only to callers that reach us by a
///   loopback name; false where the sandbox runs on a machine of its own
/// @param switches at the start
public record SandboxSettings(
    Business business,
    String accessToken,
    WebhookSettings webhooks,
    Media media,
    String agentUrl,
    boolean loopbackOnly,
    Switches switches) {

  /// @param bind port 0 lets the system choose
  /// @param advertised put into SDP, the default first. An address that cannot be reached may be
  ///   among them, as Meta's IPv6 one often is
  /// @param portPerCall whether each call's media comes from a port of its own, as from a Meta with
  ///   many relays, or all from the one
  /// @param realTime whether its media thread goes before all other work, where the system lets it
  public record Media(
      InetSocketAddress bind, List<InetAddress> advertised, boolean portPerCall, boolean realTime) {
    /// Where `make run` has it.
    public static final int PORT = 10_001;

    public Media {
      advertised = List.copyOf(advertised);
    }

    /// The same with a port for each call.
    public Media withPortPerCall() {
      return new Media(bind, advertised, true, realTime);
    }

    /// The same with media that goes before all other work, as of a load generator's, which must
    /// not be what is late.
    public Media inRealTime() {
      return new Media(bind, advertised, portPerCall, true);
    }

    /// All interfaces, 127.0.0.1, and an IPv6 address that nobody has.
    public static Media onLoopback(int port) {
      return new Media(
          new InetSocketAddress("0.0.0.0", port),
          List.of(InetAddress.ofLiteral("127.0.0.1"), UNREACHABLE),
          false,
          false);
    }
  }

  /// Of the documentation range (RFC 3849), and in the form of Meta's.
  public static final InetAddress UNREACHABLE = InetAddress.ofLiteral("2001:db8:face:b00c::699c");

  /// The demo of `make run`, on a gateway at this address.
  public static SandboxSettings demo(URI gateway) {
    return new SandboxSettings(
        Business.DEMO,
        "dev-access-token",
        WebhookSettings.of(gateway.resolve("/meta/webhook"), "dev-app-secret"),
        Media.onLoopback(Media.PORT),
        gateway.resolve("/?agent=ayu").toString(),
        true,
        Switches.DEFAULTS);
  }

  /// The same with another media port.
  public SandboxSettings withMedia(Media other) {
    return new SandboxSettings(
        business, accessToken, webhooks, other, agentUrl, loopbackOnly, switches);
  }

  /// The same with other switches.
  public SandboxSettings withSwitches(Switches other) {
    return new SandboxSettings(
        business, accessToken, webhooks, media, agentUrl, loopbackOnly, other);
  }

  /// The same with webhooks sent elsewhere, or otherwise.
  public SandboxSettings withWebhooks(WebhookSettings other) {
    return new SandboxSettings(
        business, accessToken, other, media, agentUrl, loopbackOnly, switches);
  }

  @Override
  public String toString() {
    return "SandboxSettings[" + business.phoneNumberId() + ", " + webhooks + ", accessToken=set]";
  }
}
