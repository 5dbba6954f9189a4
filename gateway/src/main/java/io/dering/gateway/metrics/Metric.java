package io.dering.gateway.metrics;

import io.dering.gateway.agents.DeskClose;
import io.dering.gateway.graph.GraphOutcome;
import io.dering.gateway.graph.GraphRequest;
import io.dering.gateway.push.PushOutcome;
import io.dering.gateway.recordings.RecordingOutcome;
import io.dering.gateway.webhook.WebhookOutcome;
import io.dering.media.doctor.Cause;
import io.dering.media.dtls.HandshakeRuling;
import io.dering.media.leg.LegDrop;
import io.dering.signaling.agent.Presence;
import io.dering.signaling.backend.DialRefusal;
import io.dering.signaling.call.CallStatus;
import io.dering.signaling.call.Direction;
import io.dering.signaling.call.EndReason;
import io.dering.signaling.settings.SettingsSync;
import io.dering.transport.udp.LegSide;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.stream.DoubleStream;

/// Every metric of ours, by the name that Prometheus sees.
// The lists are unmodifiable copies; the checker knows only Guava's types as such.
@SuppressWarnings("ImmutableEnumChecker")
public enum Metric {
  CALLS(
      "dering_calls_total",
      "calls",
      "Calls that ended, by direction, status and exact reason.",
      Label.of("direction", Direction.class),
      Label.of("status", CallStatus.class),
      Label.of("reason", EndReason.class)),
  CALL_CAUSES(
      "dering_call_causes_total",
      "calls",
      "Calls that failed or were silent, by the cause that media names at their end.",
      Label.of("cause", Cause.class)),
  CALLS_RINGING("dering_calls_ringing", Kind.GAUGE, "calls", "Calls ringing now."),
  CALLS_CONNECTING(
      "dering_calls_connecting",
      Kind.GAUGE,
      "calls",
      "Calls that an agent has taken and that Meta has not confirmed yet."),
  CALLS_CALLING(
      "dering_calls_calling",
      Kind.GAUGE,
      "calls",
      "Customers who are called and have not answered."),
  CALLS_TALKING("dering_calls_talking", Kind.GAUGE, "calls", "Calls talking now."),
  AGENTS(
      "dering_agents",
      Kind.GAUGE,
      "agents",
      "Agents by what they do now.",
      Label.of("state", Presence.class)),
  AGENTS_UNREACHABLE(
      "dering_agents_unreachable",
      Kind.GAUGE,
      "agents",
      "Agents with pages of which none answers: nothing rings there."),
  CHANNELS_SETTINGS(
      "dering_channels_settings",
      Kind.GAUGE,
      "channels",
      "Channels by how Meta's call settings of their numbers stand.",
      Label.of("state", SettingsSync.State.class)),
  CHANNELS_RESTRICTED(
      "dering_channels_restricted",
      Kind.GAUGE,
      "channels",
      "Channels whose calls Meta restricts now."),
  CHANNELS_ANSWER_RATE_LOW(
      "dering_channels_answer_rate_low",
      Kind.GAUGE,
      "channels",
      "Channels of which too few calls are answered: Meta may restrict them."),
  CHARGES("dering_charges_total", "minutes", "Minutes of calls to customers that were charged."),
  BALANCES_TOO_LOW(
      "dering_balances_too_low",
      Kind.GAUGE,
      "accounts",
      "Accounts whose voice balance lets no call to a customer start."),
  WEBHOOKS_FAILING(
      "dering_webhooks_failing",
      Kind.GAUGE,
      "endpoints",
      "Webhook endpoints of backends that did not answer the last attempt; their events wait."),
  EVENT_STREAMS(
      "dering_event_streams", Kind.GAUGE, "streams", "Event streams open to backends now."),
  RING(
      "dering_ring_seconds",
      new double[] {1, 2, 5, 10, 15, 20, 25, 30, 45, 60},
      "How long ended calls rang.",
      Label.of("status", CallStatus.class)),
  ACCEPT_TO_MEDIA(
      "dering_accept_to_media_seconds",
      new double[] {0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15},
      "From an agent's accept until Meta has confirmed it and the customer's leg is up."),
  MEDIA_PACKETS(
      "dering_media_packets_total",
      "packets",
      "SRTP packets, by side of the call and direction.",
      Label.of("side", LegSide.class),
      Label.of("direction", "in", "out")),
  MEDIA_BYTES(
      "dering_media_bytes_total",
      "bytes",
      "Bytes of SRTP packets without IP and UDP, by side and direction.",
      Label.of("side", LegSide.class),
      Label.of("direction", "in", "out")),
  MEDIA_LOST_PACKETS(
      "dering_media_lost_packets_total",
      "packets",
      "Packets lost on the way: in as we saw it, out as the peer reported it.",
      Label.of("side", LegSide.class),
      Label.of("direction", "in", "out")),
  MEDIA_JITTER(
      "dering_media_jitter_seconds",
      new double[] {0.002, 0.005, 0.01, 0.02, 0.03, 0.05, 0.1, 0.2},
      "Interarrival jitter of legs at their end (RFC 3550), by side and direction.",
      Label.of("side", LegSide.class),
      Label.of("direction", "in", "out")),
  MEDIA_ROUND_TRIP(
      "dering_media_round_trip_seconds",
      new double[] {0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.5, 1},
      "Last round trip that a leg's reports allowed to tell (RFC 3550), by side, at the leg's end.",
      Label.of("side", LegSide.class)),
  MEDIA_DROPPED_PACKETS(
      "dering_media_dropped_packets_total",
      "packets",
      "Datagrams that went no further, by reason.",
      dropReasons()),
  MEDIA_LEGS("dering_media_legs", Kind.GAUGE, "legs", "Media legs alive now."),
  MEDIA_PORTS(
      "dering_media_ports",
      Kind.GAUGE,
      "ports",
      "UDP ports bound now: the media port, and overflow ports for legs behind one address."),
  MEDIA_REAL_TIME(
      "dering_media_real_time",
      Kind.GAUGE,
      "threads",
      "Media threads that go before all others now (SCHED_RR): 1, or 0 while it shares with them."),
  MEDIA_REAL_TIME_GIVEN_UP(
      "dering_media_real_time_given_up_total",
      "times",
      "Times that a media thread which went before all others had to share, by reason.",
      Label.of("reason", "flood", "standstill")),
  HANDSHAKES_UNDER_WAY(
      "dering_dtls_handshakes_under_way",
      Kind.GAUGE,
      "handshakes",
      "DTLS handshakes under way now."),
  HANDSHAKES(
      "dering_dtls_handshakes_total",
      "handshakes",
      "DTLS handshakes that began, and that had to wait for a bound, by what was ruled.",
      Label.of("ruling", HandshakeRuling.class)),
  MEDIA_DEFECTS(
      "dering_media_defects_total",
      "defects",
      "Legs given up after a defect of ours; please report it."),
  WEBHOOK(
      "dering_webhook_seconds",
      new double[] {0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5},
      "From a webhook's arrival to its answer."),
  WEBHOOKS(
      "dering_webhooks_total",
      "requests",
      "Requests to the webhook address, by result.",
      Label.of("result", WebhookOutcome.class)),
  GRAPH(
      "dering_graph_seconds",
      new double[] {0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10},
      "Attempts at requests to Meta's Graph API, by action and result.",
      Label.of("action", GraphRequest.class),
      Label.of("result", GraphOutcome.class)),
  DESK_CLOSED(
      "dering_desk_closed_total",
      "sockets",
      "Agents' sockets that ended, by reason.",
      Label.of("reason", DeskClose.class)),
  PUSHES(
      "dering_pushes_total",
      "pushes",
      "Messages to browsers' push services, one for each browser, by result.",
      Label.of("result", PushOutcome.class)),
  RECORDINGS(
      "dering_recordings_total",
      "attempts",
      "Attempts to bring a recording from Meta, by result.",
      Label.of("result", RecordingOutcome.class)),
  POLICY_REFUSED(
      "dering_policy_refused_total",
      "files",
      "Policy files that were refused as a whole; the figures from before stay."),
  ADMISSION(
      "dering_admission",
      Kind.GAUGE,
      "",
      "1 while new calls of that direction are taken, 0 while the load forbids it.",
      Label.of("direction", Direction.class)),
  DIALS_REFUSED(
      "dering_dials_refused_total",
      "calls",
      "Calls to customers that were wanted and not placed, by reason.",
      Label.of("reason", DialRefusal.class)),
  REFUSED(
      "dering_refused_total",
      "facts",
      "Requests and webhooks refused because the conductor had too much to do."),
  CONDUCTOR_LAG(
      "dering_conductor_lag_seconds",
      Kind.GAUGE,
      "seconds",
      "How long the oldest fact has waited for the conductor."),
  HTTP_LAG(
      "dering_http_lag_seconds",
      Kind.GAUGE,
      "seconds",
      "How late the event loop of HTTP came to what was due on it, at the last look a second."),
  STORE_WAITING(
      "dering_store_waiting", Kind.GAUGE, "writes", "Writes that wait for the next commit."),
  INVARIANT_VIOLATIONS(
      "dering_invariant_violations_total",
      "defects",
      "States that must not be: each is a defect of ours, please report it."),
  DRAINING("dering_draining", Kind.GAUGE, "", "1 while the process waits for calls to end.");

  /// How a metric behaves.
  enum Kind {
    COUNTER,
    GAUGE,
    /// A histogram of seconds.
    TIMER
  }

  private final String exported;
  private final Kind kind;
  private final String unit;
  private final String sentence;
  private final List<Double> buckets;
  private final List<Label> labels;

  Metric(String exported, String unit, String sentence, Label... labels) {
    this(exported, Kind.COUNTER, unit, sentence, labels);
  }

  Metric(String exported, Kind kind, String unit, String sentence, Label... labels) {
    this.exported = exported;
    this.kind = kind;
    this.unit = unit;
    this.sentence = sentence;
    this.buckets = List.of();
    this.labels = List.of(labels);
  }

  Metric(String exported, double[] bucketSeconds, String sentence, Label... labels) {
    this.exported = exported;
    this.kind = Kind.TIMER;
    this.unit = "seconds";
    this.sentence = sentence;
    this.buckets = DoubleStream.of(bucketSeconds).boxed().toList();
    this.labels = List.of(labels);
  }

  /// The name that Prometheus sees.
  public String exported() {
    return exported;
  }

  public String sentence() {
    return sentence;
  }

  public String unit() {
    return unit;
  }

  public List<Label> labels() {
    return labels;
  }

  Kind kind() {
    return kind;
  }

  /// Micrometer's name, to which the registry adds `_total` and `_seconds` again.
  String meterName() {
    String name =
        switch (kind) {
          case COUNTER -> exported.replaceAll("_total$", "");
          case TIMER -> exported.replaceAll("_seconds$", "");
          case GAUGE -> exported;
        };
    return name.replace('_', '.');
  }

  Duration[] buckets() {
    return buckets.stream()
        .map(seconds -> Duration.ofNanos(Math.round(seconds * 1_000_000_000L)))
        .toArray(Duration[]::new);
  }

  private static Label dropReasons() {
    Label ofLegs = Label.of("reason", LegDrop.class);
    var reasons = new LinkedHashSet<>(ofLegs.values());
    reasons.add("no_leg");
    reasons.add("send_failed");
    return new Label("reason", reasons);
  }
}
