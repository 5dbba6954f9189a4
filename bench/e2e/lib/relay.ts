// Bad weather between a page and the gateway: the relay of transport's tests as a process. To the gateway the
// page is at a port of the relay's, as behind a NAT.
import { spawn, type ChildProcessWithoutNullStreams } from "node:child_process";
import { delimiter, join } from "node:path";
import { createInterface, type Interface } from "node:readline";
import type { Page } from "playwright-core";
import { java } from "./java.ts";

const ROOT = join(import.meta.dirname, "../../..");
const CLASSES = [
  "media/target/classes",
  "media/target/test-classes",
  "transport/target/test-classes",
].map((folder) => join(ROOT, folder));

/** Shares of 1, and milliseconds; what is not named is perfect. */
export interface Weather {
  readonly loss?: number;
  /** Losses in runs of so many. */
  readonly burst?: number;
  readonly delay?: number;
  readonly jitter?: number;
  readonly reorder?: number;
  readonly duplicate?: number;
}

export interface Counts {
  readonly entered: number;
  readonly lost: number;
  readonly late: number;
  readonly twice: number;
}

/** After how many ms the first of each kind came. */
export type FirstMs = Partial<Record<"STUN" | "DTLS" | "RTP" | "RTCP", number>>;

export class Relay {
  readonly #answers: ((line: string) => void)[] = [];
  #port = 0;

  private constructor(
    readonly before: number,
    readonly process: ChildProcessWithoutNullStreams,
    lines: Interface,
  ) {
    lines.on("line", (line) => this.#answers.shift()?.(line));
  }

  /** Before a UDP port of this machine. */
  static async open(before: number, seed: number): Promise<Relay> {
    const child = spawn(java(), [
      "-Xmx64m",
      "-XX:+UseSerialGC",
      "-cp",
      CLASSES.join(delimiter),
      "io.dering.transport.relay.RelayCommand",
      String(before),
      String(seed),
    ]);
    let complaint = "";
    child.stderr.on("data", (text: Buffer) => (complaint += text.toString()));
    const relay = new Relay(before, child, createInterface({ input: child.stdout }));
    const died = new Promise<never>((_, failed) =>
      child.once("exit", () => failed(new Error(`the relay ended: ${complaint}`))),
    );
    died.catch(() => undefined);
    relay.#port = Number(await Promise.race([relay.#order("port"), died]));
    return relay;
  }

  /** Sends the page's media this way instead of straight to the gateway; before it is loaded. */
  async adopt(page: Page): Promise<void> {
    await page.addInitScript(
      ([from, to]) => {
        const { prototype } = RTCPeerConnection;
        const straight = prototype.setRemoteDescription as (
          this: RTCPeerConnection,
          description: RTCSessionDescriptionInit,
        ) => Promise<void>;
        prototype.setRemoteDescription = function (description: RTCSessionDescriptionInit) {
          const { type, sdp = "" } = description;
          const relayed = sdp.replaceAll(` ${from} typ host`, ` ${to} typ host`);
          return straight.call(this, { type, sdp: relayed });
        };
      },
      [this.before, this.#port] as const,
    );
  }

  async weather(weather: Weather): Promise<void> {
    const words = Object.entries(weather).map(([name, value]) => ` ${name}=${value}`);
    await this.#order(`weather${words.join("")}`);
  }

  /** Nothing passes for so long. */
  async cut(ms: number): Promise<void> {
    await this.#order(`cut ${ms}`);
  }

  /** What came first when the last cut was over; `out` is from the page. */
  async afterCut(): Promise<{ out: FirstMs; back: FirstMs }> {
    return JSON.parse(await this.#order("after-cut")) as { out: FirstMs; back: FirstMs };
  }

  /** The gateway sees the page at another port. */
  async move(): Promise<void> {
    await this.#order("move");
  }

  async counts(): Promise<{ out: Counts; back: Counts }> {
    return JSON.parse(await this.#order("counts")) as { out: Counts; back: Counts };
  }

  close(): void {
    this.process.stdin.end();
  }

  #order(line: string): Promise<string> {
    return new Promise((done) => {
      this.#answers.push(done);
      this.process.stdin.write(`${line}\n`);
    });
  }
}
