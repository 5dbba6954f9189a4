package io.dering.transport.relay;

import io.dering.media.net.Conditions;
import io.dering.media.net.Line;
import io.dering.media.net.RelayCore.Direction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.function.BiFunction;

/// The relay as a process: `RelayCommand TARGET_PORT SEED`. Each line of its standard input is one
/// order, and each is answered by one line; it ends with the input.
///
/// | order | answer |
/// |---|---|
/// | `port` | the front port |
/// | `weather loss=0.1 burst=3 scattered=3 delay=40 jitter=50 reorder=0.05 duplicate=0.02` | `ok`; what is not named is perfect |
/// | `cut 30000` | `ok`; nothing passes for so many milliseconds |
/// | `move` | `ok`; the target sees every peer at another port |
/// | `after-cut` | `{"out":{"STUN":56,"DTLS":58},"back":{}}`: after how many milliseconds each kind first came |
/// | `counts` | `{"out":{"entered":...,"lost":...,"late":...,"twice":...},"back":{...}}` |
public final class RelayCommand {
  private static final double REORDERED_BY_MS = 50;

  private RelayCommand() {}

  public static void main(String[] args) throws IOException {
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
    try (UdpRelay relay = UdpRelay.before(Integer.parseInt(args[0]), Long.parseLong(args[1]))) {
      for (String order = orders.readLine(); order != null; order = orders.readLine()) {
        System.out.println(obey(relay, order.split(" ")));
      }
    }
  }

  static String obey(UdpRelay relay, String[] words) {
    switch (words[0]) {
      case "port" -> {
        return Integer.toString(relay.port());
      }
      case "weather" -> relay.conditions(conditions(words));
      case "cut" -> relay.cutForMs(Long.parseLong(words[1]));
      case "move" -> relay.move();
      case "after-cut" -> {
        return relay.afterCut();
      }
      case "counts" -> {
        return "{\"out\":%s,\"back\":%s}"
            .formatted(json(relay.counts(Direction.OUT)), json(relay.counts(Direction.BACK)));
      }
      default -> throw new IllegalArgumentException("unknown order: " + words[0]);
    }
    return "ok";
  }

  private static Conditions conditions(String[] words) {
    Conditions conditions = Conditions.PERFECT;
    for (int i = 1; i < words.length; i++) {
      String[] pair = words[i].split("=", 2);
      conditions = with(pair[0]).apply(conditions, Double.parseDouble(pair[1]));
    }
    return conditions;
  }

  private static BiFunction<Conditions, Double, Conditions> with(String name) {
    return switch (name) {
      case "loss" -> Conditions::withLoss;
      case "burst" -> (had, value) -> had.withBurst(value.intValue());
      case "scattered" -> (had, value) -> had.withScatteredBurst(value.intValue());
      case "delay" -> Conditions::withDelayMs;
      case "jitter" -> Conditions::withJitterMs;
      case "reorder" -> (had, value) -> had.withReorder(value, REORDERED_BY_MS);
      case "duplicate" -> Conditions::withDuplicate;
      default -> throw new IllegalArgumentException("no such weather: " + name);
    };
  }

  private static String json(Line.Counts counts) {
    return "{\"entered\":%d,\"lost\":%d,\"late\":%d,\"twice\":%d}"
        .formatted(counts.entered(), counts.lost(), counts.late(), counts.twice());
  }
}
