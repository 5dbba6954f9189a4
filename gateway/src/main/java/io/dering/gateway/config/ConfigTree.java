package io.dering.gateway.config;

import io.dering.gateway.config.GatewayConfig.Account;
import io.dering.gateway.config.GatewayConfig.Agent;
import io.dering.gateway.config.GatewayConfig.ApiToken;
import io.dering.gateway.config.GatewayConfig.Channel;
import io.dering.gateway.config.GatewayConfig.RingGroup;
import io.dering.gateway.config.GatewayConfig.RingMode;
import io.dering.gateway.config.GatewayConfig.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/// Values in, records out: the one place that knows both the keys and the tree.
final class ConfigTree {
  private final ConfigValues values;
  private final Mode mode;

  ConfigTree(ConfigValues values, Mode mode) {
    this.values = values;
    this.mode = mode;
  }

  GatewayConfig read() {
    GatewayConfig.Http http = http();
    GatewayConfig.Policy policy = policy();
    String dataDir = text(Key.DATA_DIR);
    return new GatewayConfig(
        mode,
        http,
        new GatewayConfig.Media(
            number(Key.MEDIA_PORT),
            values.list(Key.MEDIA_ADDRESS.path()),
            values.flag(
                Key.MEDIA_ALLOW_LOOPBACK_PEERS, Key.MEDIA_ALLOW_LOOPBACK_PEERS.path(), false),
            values.flag(
                Key.MEDIA_OFFER_AS_DTLS_CLIENT, Key.MEDIA_OFFER_AS_DTLS_CLIENT.path(), false),
            number(Key.MEDIA_HANDSHAKES),
            values.flag(Key.MEDIA_REAL_TIME, Key.MEDIA_REAL_TIME.path(), true)),
        new GatewayConfig.Folder(dataDir),
        new GatewayConfig.SqlStore(values.secret(Key.DATABASE_URL.path())),
        meta(http),
        new GatewayConfig.Push(text(Key.PUSH_SUBJECT)),
        new GatewayConfig.Sandbox(
            number(Key.SANDBOX_MEDIA_PORT),
            text(Key.SANDBOX_WEBHOOK_URL),
            number(Key.SANDBOX_MINUTE_S)),
        policy,
        each("accounts", path -> account(path, policy)),
        new GatewayConfig.Log(
            text(Key.LOG_LEVEL),
            values.text(Key.LOG_FILE.path(), mode.demo() ? dataDir + "/dering.log" : "")));
  }

  private GatewayConfig.Http http() {
    return new GatewayConfig.Http(
        text(Key.HTTP_HOST),
        number(Key.HTTP_PORT),
        values.list(Key.HTTP_TRUSTED_PROXIES.path()),
        values.list(Key.HTTP_ALLOWED_ORIGINS.path()),
        new GatewayConfig.Tls(text(Key.HTTP_TLS_CERTIFICATE_FILE), text(Key.HTTP_TLS_KEY_FILE)));
  }

  private GatewayConfig.Meta meta(GatewayConfig.Http http) {
    String fallback =
        mode.demo() ? Demo.sandboxGraph(http.host(), http.port()) : Key.META_GRAPH_URL.shown();
    return new GatewayConfig.Meta(
        values.text(Key.META_GRAPH_URL.path(), fallback),
        values.secrets(Key.META_APP_SECRET.path()),
        values.secret(Key.META_VERIFY_TOKEN.path()),
        values.secret(Key.META_ACCESS_TOKEN.path()),
        text(Key.META_WABA_ID),
        mediaHosts(),
        values.flag(Key.META_WRITE_SETTINGS, Key.META_WRITE_SETTINGS.path(), true));
  }

  private List<String> mediaHosts() {
    List<String> named = values.list(Key.META_MEDIA_HOSTS.path());
    return named.isEmpty() ? List.of(Key.META_MEDIA_HOSTS.shown()) : named;
  }

  private GatewayConfig.Policy policy() {
    return new GatewayConfig.Policy(
        number(Key.POLICY_RINGING_WINDOW_S),
        number(Key.POLICY_CONNECTING_TIMEOUT_S),
        number(Key.POLICY_REJOIN_GRACE_S),
        number(Key.POLICY_REACHABILITY_GRACE_S),
        number(Key.POLICY_STALE_CONNECT_S),
        number(Key.POLICY_TOMBSTONE_S),
        number(Key.POLICY_WEBHOOK_RETENTION_H),
        number(Key.POLICY_STOP_WINDOW_S),
        number(Key.POLICY_ANSWER_RATE_WARN_PERCENT),
        number(Key.POLICY_ANSWER_RATE_LEAST_CALLS),
        number(Key.POLICY_MAX_CALLS),
        new GatewayConfig.LoadMarks(
            number(Key.POLICY_MAX_CPU_PERCENT),
            number(Key.POLICY_MAX_LAG_MS),
            number(Key.POLICY_MAX_PACKETS)),
        text(Key.POLICY_FILE),
        new GatewayConfig.Recordings(
            number(Key.POLICY_VOICEMAIL_WINDOW_S),
            number(Key.POLICY_RECORDING_MAX_MB),
            number(Key.POLICY_RECORDING_DISK_MB),
            number(Key.POLICY_RECORDING_RETENTION_D)));
  }

  private Account account(String path, GatewayConfig.Policy policy) {
    return new Account(
        values.text(path + ".id", ""),
        values.text(path + ".name", values.text(path + ".id", "")),
        values.text(path + ".default-ring-group", ""),
        values.number(Key.ACCOUNTS_WRAP_UP_S, path + ".wrap-up-s", 0),
        values.flag(Key.MASK_CONTACTS, path + ".mask-contacts", false),
        values.flag(Key.CALLS_OPEN_ROOMS, path + ".calls-open-rooms", false),
        values.number(Key.ANSWER_WITHIN_S, path + ".answer-within-s", 20),
        values.number(Key.ANSWER_PERCENT, path + ".answer-percent", 80),
        voiceBalance(path + ".voice-balance."),
        each(path + ".channels", channel -> channel(channel, policy)),
        each(path + ".agents", this::agent),
        each(path + ".ring-groups", this::ringGroup),
        each(
            path + ".api-tokens",
            token ->
                new ApiToken(
                    values.text(token + ".name", ""),
                    values.secret(token + ".token"),
                    values.list(token + ".scopes"))));
  }

  private GatewayConfig.VoiceBalance voiceBalance(String path) {
    List<String> thresholds = values.list(path + "thresholds");
    return new GatewayConfig.VoiceBalance(
        values.flag(Key.BALANCE_ENABLED, path + "enabled", true),
        amount(Key.BALANCE_MINIMUM_TOP_UP, path + "minimum-top-up"),
        amount(Key.BALANCE_MINIMUM_TO_CALL, path + "minimum-to-call"),
        thresholds.isEmpty() ? List.of(Key.BALANCE_THRESHOLDS.shown().split(", ", -1)) : thresholds,
        values.text(path + "rate-card", ""));
  }

  private int amount(Key key, String path) {
    return values.number(key, path, Integer.parseInt(key.shown()));
  }

  private Channel channel(String path, GatewayConfig.Policy policy) {
    return new Channel(
        values.text(path + ".id", ""),
        values.text(path + ".number", ""),
        values.text(path + ".name", values.text(path + ".number", "")),
        values.number(
            Key.CHANNELS_RINGING_WINDOW_S, path + ".ringing-window-s", policy.ringingWindowS()),
        values.number(Key.CHANNELS_OVERFLOW_AFTER_S, path + ".overflow-after-s", 0),
        values.flag(Key.CHANNELS_OUTBOUND, path + ".outbound", true),
        values.text(path + ".permission-template", ""));
  }

  private Agent agent(String path) {
    String id = values.text(path + ".id", "");
    return new Agent(
        id,
        values.text(path + ".name", id),
        choice(Key.AGENTS_ROLE, Role.values(), values.text(path + ".role", "agent")));
  }

  private RingGroup ringGroup(String path) {
    return new RingGroup(
        values.text(path + ".name", ""),
        values.text(path + ".channel", ""),
        choice(Key.RING_GROUPS_MODE, RingMode.values(), values.text(path + ".mode", "ring-all")),
        values.number(Key.RING_GROUPS_HUNTING_S, path + ".hunting-s", 0),
        values.list(path + ".members"));
  }

  private static <E extends Enum<E>> E choice(Key key, E[] choices, String written) {
    for (E choice : choices) {
      if (choice.name().toLowerCase(Locale.ROOT).replace('_', '-').equals(written)) {
        return choice;
      }
    }
    throw new InvalidConfig(
        "%s must be %s, not `%s`.".formatted(key.path(), key.bounds(), written));
  }

  private <T> List<T> each(String path, Function<String, T> element) {
    List<T> elements = new ArrayList<>();
    for (int i = 0; i < values.count(path); i++) {
      elements.add(element.apply(path + "[" + i + "]"));
    }
    return elements;
  }

  private String text(Key key) {
    return values.text(key.path(), key.shown());
  }

  private int number(Key key) {
    return values.number(key, key.path(), Integer.parseInt(key.shown()));
  }
}
