package io.dering.gateway.cli;

import com.sun.net.httpserver.HttpServer;
import io.dering.gateway.config.GatewayConfig;
import io.dering.gateway.webhook.WebhookSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What the doctor finds out there: how a STUN server sees us, whether Meta takes our token and has
/// our time, whether the world reaches our webhook. Asks with the configuration's own secrets, and
/// says none of them.
final class OutsideLook {
  private static final String PUBLIC_ADDRESS = "public address";
  private static final String GRAPH = "graph token";
  private static final String CLOCK = "clock";
  private static final String WEBHOOK = "webhook";

  /// A connect that is older than 60 s is taken for missed: half of it is too much.
  private static final Duration WRONG_BY = Duration.ofSeconds(30);

  /// More than a Date header of whole seconds and a slow answer can explain.
  private static final Duration LATE_BY = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// Channels that Meta is asked about.
  private static final int MOST_CHANNELS = 8;

  private final InstantSource clock;
  private final RandomGenerator random;

  OutsideLook(InstantSource clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /// Whether our SDP names the address under which a STUN server sees us.
  ///
  /// @param server `host:port`
  /// @param told what our SDP names; empty: the addresses of this host
  Finding publicAddress(String server, List<String> told, int mediaPort) {
    Optional<InetSocketAddress> seen;
    try {
      seen =
          new StunQuestion(random).ask(address(server), Ports.udpIsFree(mediaPort) ? mediaPort : 0);
    } catch (IOException | IllegalArgumentException e) {
      return Finding.warn(
          PUBLIC_ADDRESS,
          "%s cannot be asked; name another STUN server with --stun HOST:PORT.".formatted(server));
    }
    if (seen.isEmpty()) {
      return Finding.fail(
          PUBLIC_ADDRESS,
          "%s does not answer; let UDP out and in, in the host's firewall and the cloud's."
              .formatted(server));
    }
    String mapped = seen.get().getAddress().getHostAddress();
    if (told.contains(mapped)) {
      return Finding.ok(PUBLIC_ADDRESS, mapped + ", as media.address says.");
    }
    return told.isEmpty()
        ? Finding.warn(
            PUBLIC_ADDRESS,
            "%s; say so in media.address (DERING_MEDIA_ADDRESS), which is not set."
                .formatted(mapped))
        : Finding.fail(
            PUBLIC_ADDRESS,
            "%s, and media.address says %s; set media.address (DERING_MEDIA_ADDRESS)."
                .formatted(mapped, String.join(", ", told)));
  }

  /// Whether Meta's Graph API takes our token for each channel, and whether our clocks agree.
  List<Finding> graph(GatewayConfig config) {
    List<Finding> findings = new ArrayList<>();
    List<String> channels =
        config.accounts().stream()
            .flatMap(account -> account.channels().stream())
            .map(GatewayConfig.Channel::id)
            .limit(MOST_CHANNELS)
            .toList();
    try (HttpClient client = client()) {
      HttpResponse<String> last = null;
      Finding refused = null;
      for (String channel : channels) {
        HttpRequest request =
            HttpRequest.newBuilder(
                    URI.create(config.meta().graphUrl() + "/" + channel + "?fields=id"))
                .header("Authorization", "Bearer " + config.meta().accessToken().reveal())
                .timeout(PATIENCE)
                .build();
        last = client.send(request, BodyHandlers.ofString());
        refused = refused == null ? refusal(channel, last.statusCode()) : refused;
      }
      findings.add(
          refused == null
              ? Finding.ok(GRAPH, "Meta takes it for " + channels.size() + " channels.")
              : refused);
      if (last != null) {
        findings.add(time(last.headers().firstValue("Date")));
      }
    } catch (IOException e) {
      findings.add(
          Finding.fail(
              GRAPH,
              "Meta cannot be reached (%s); let this host out to port 443 and look at its DNS."
                  .formatted(e.getClass().getSimpleName())));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    return findings;
  }

  private static @Nullable Finding refusal(String channel, int status) {
    if (status < 400) {
      return null;
    }
    return status == 401 || status == 400
        ? Finding.fail(
            GRAPH,
            "Meta refuses it (%d); make a system user's token that does not expire and put it into"
                    .formatted(status)
                + " meta.access-token (DERING_META_ACCESS_TOKEN).")
        : Finding.fail(
            GRAPH,
            "Meta refuses channel %s (%d); give the system user the account and the permissions"
                    .formatted(channel, status)
                + " whatsapp_business_messaging and whatsapp_business_management.");
  }

  private Finding time(Optional<String> date) {
    Instant now = clock.instant();
    try {
      Instant meta = DateTimeFormatter.RFC_1123_DATE_TIME.parse(date.orElse(""), Instant::from);
      Duration apart = Duration.between(meta, now).abs();
      if (apart.compareTo(WRONG_BY) > 0) {
        return Finding.fail(
            CLOCK, apart(apart) + "calls would be taken for missed; mend time sync.");
      }
      return apart.compareTo(LATE_BY) > 0
          ? Finding.warn(CLOCK, apart(apart) + "switch time sync on (chrony or systemd-timesyncd).")
          : Finding.ok(CLOCK, "Agrees with Meta's.");
    } catch (DateTimeParseException _) {
      return Finding.warn(CLOCK, "Meta does not say its time; compare " + now + " with your own.");
    }
  }

  private static String apart(Duration apart) {
    return apart.toSeconds() + " s from Meta's; ";
  }

  /// Whether the world reaches our webhook: the question by which Meta verifies a callback, put to
  /// its public URL. Where no gateway runs yet, the doctor stands in for it.
  ///
  /// @param url as Meta has it
  Finding webhook(GatewayConfig config, String url) {
    String nonce = Long.toHexString(random.nextLong());
    HttpServer standIn = null;
    try (HttpClient client = client()) {
      standIn = standIn(config.http(), nonce);
      URI asked =
          URI.create(
              url
                  + "?hub.mode=subscribe&hub.challenge="
                  + nonce
                  + "&hub.verify_token="
                  + URLEncoder.encode(
                      config.meta().verifyToken().reveal(), StandardCharsets.UTF_8));
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(asked).timeout(PATIENCE).build(), BodyHandlers.ofString());
      return answer.statusCode() == 200 && answer.body().strip().equals(nonce)
          ? Finding.ok(WEBHOOK, "Reached from here by its public URL.")
          : Finding.fail(
              WEBHOOK,
              "Its URL answers %d and not as this gateway; point the proxy at %s:%d."
                  .formatted(answer.statusCode(), config.http().host(), config.http().port()));
    } catch (IOException | IllegalArgumentException e) {
      return Finding.fail(
          WEBHOOK,
          "Its URL cannot be reached (%s); look at DNS, the certificate and the proxy."
              .formatted(e.getClass().getSimpleName()));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return Finding.warn(WEBHOOK, "Interrupted.");
    } finally {
      if (standIn != null) {
        standIn.stop(0);
      }
    }
  }

  /// Null where the port is taken: then by the gateway itself, which answers the same question.
  private static @Nullable HttpServer standIn(GatewayConfig.Http http, String nonce)
      throws IOException {
    if (http.port() == 0 || !Ports.tcpIsFree(http.host(), http.port())) {
      return null;
    }
    HttpServer server = HttpServer.create(Ports.at(http.host(), http.port()), 0);
    byte[] body = nonce.getBytes(StandardCharsets.US_ASCII);
    server.createContext(
        WebhookSettings.PATH,
        exchange -> {
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static HttpClient client() {
    return HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  }

  /// @throws IllegalArgumentException when it is not `host:port`, or nobody knows the host
  private static InetSocketAddress address(String server) throws IOException {
    int colon = server.lastIndexOf(':');
    if (colon < 1) {
      throw new IllegalArgumentException("not host:port");
    }
    InetAddress host = InetAddress.getByName(server.substring(0, colon));
    return new InetSocketAddress(host, Integer.parseInt(server.substring(colon + 1)));
  }
}
