package io.dering.gateway.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The account of `make run`: made up, the same on every machine, refused by `serve`.
///
/// It stands below the environment, so that one variable changes one value.
public final class Demo {
  public static final String ACCOUNT = "demo";
  public static final String CHANNEL = "100000000000001";

  /// What the account begins with: two minutes to a number of its own country.
  public static final long TOP_UP_MINOR = 2_000;

  private static final List<String> AGENTS = List.of("ayu", "budi", "citra", "dewi", "eka");
  private static final List<String> NAMES = List.of("Ayu", "Budi", "Citra", "Dewi", "Eka");
  private static final List<String> ROLES =
      List.of("agent", "agent", "agent", "supervisor", "admin");

  private Demo() {}

  /// `dering dev`: gateway and sandbox in one process, with these variables on top.
  ///
  /// @throws InvalidConfig when a variable is unknown or out of bounds
  public static GatewayConfig dev(Map<String, String> environment) {
    return new ConfigReader(Mode.DEV).environment(environment).read();
  }

  static String sandboxGraph(String host, int port) {
    String literal = host.contains(":") ? "[" + host + "]" : host;
    return "http://" + literal + ":" + port + "/sandbox/graph";
  }

  /// The demo as properties; the URL of Meta is the caller's, because it depends on the port.
  static Map<String, String> properties() {
    Map<String, String> demo = new TreeMap<>();
    demo.put("data.dir", "./data");
    demo.put("media.allow-loopback-peers", "true");
    // Nor must it go before the browser that plays what it sends.
    demo.put("media.real-time", "false");
    demo.put("meta.app-secret", "dev-app-secret");
    demo.put("meta.verify-token", "dev-verify-token");
    demo.put("meta.access-token", "dev-access-token");
    demo.put("meta.waba-id", "100000000000002");
    // A machine that has just built this, and compiles it, is no call centre in a storm.
    demo.put("policy.load.max-cpu-percent", "0");
    demo.put("policy.load.max-lag-ms", "0");
    demo.put("accounts[0].id", ACCOUNT);
    demo.put("accounts[0].name", "Demo");
    demo.put("accounts[0].channels[0].id", CHANNEL);
    demo.put("accounts[0].channels[0].number", "622150000001");
    demo.put("accounts[0].channels[0].name", "Dering Demo");
    demo.put("accounts[0].channels[0].permission-template", "call_permission_caption:en:caption");
    // Two minutes at the example card's price, so that one sees a call end for want of money.
    demo.put("accounts[0].voice-balance.minimum-top-up", "1000");
    demo.put("accounts[0].voice-balance.minimum-to-call", "1000");
    demo.put("accounts[0].voice-balance.thresholds", "1500");
    for (int i = 0; i < AGENTS.size(); i++) {
      String agent = "accounts[0].agents[" + i + "].";
      demo.put(agent + "id", AGENTS.get(i));
      demo.put(agent + "name", NAMES.get(i));
      demo.put(agent + "role", ROLES.get(i));
    }
    demo.put("accounts[0].ring-groups[0].name", "Front desk");
    demo.put("accounts[0].ring-groups[0].channel", CHANNEL);
    demo.put("accounts[0].ring-groups[0].mode", "ring-all");
    demo.put("accounts[0].ring-groups[0].members", "ayu,budi,citra");
    demo.put("accounts[0].api-tokens[0].name", "dev");
    demo.put("accounts[0].api-tokens[0].token", "dev-api-token");
    return demo;
  }
}
