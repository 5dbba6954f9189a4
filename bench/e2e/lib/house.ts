// The packaged product as a process of its own, and what it says over HTTP.
import { spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { java } from "./java.ts";
import { freeTcpPort, freeUdpPort } from "./ports.ts";
import { readWav, type Sound } from "./sound.ts";
import { Hopeless, until } from "./wait.ts";

const JAR = join(import.meta.dirname, "../../../gateway/target/dering.jar");
export const API_TOKEN = "dev-api-token";

/** What must never stand in a log: secrets, SDP, and who called whom. */
export const SECRETS: readonly RegExp[] = [
  /447700900\d{3}/,
  /622150000001/,
  /\(sandbox\)|Scripted caller|Fictional/,
  /dev-(app-secret|verify-token|access-token|api-token)/,
  /sha256=[0-9a-f]{16}/,
  /eyJ[\w-]{10,}\.[\w-]{10,}/,
  /wacid\.[A-Za-z0-9+/=]{8}/,
  /\bv=0\b|a=(candidate|fingerprint|ice-pwd|ice-ufrag)|ice-pwd/,
];

export interface Call {
  readonly id: string;
  readonly state: "ringing" | "connecting" | "talking" | "ended";
  readonly customer: { readonly name: string | null; readonly number: string | null };
  readonly agent: { readonly id: string; readonly name: string } | null;
  readonly started_at: string;
  readonly connected_at: string | null;
  readonly ended_at: string | null;
  readonly status: "answered" | "unanswered" | null;
  readonly reason: string | null;
  readonly ended_by: "customer" | "agent" | "gateway" | null;
  readonly ring_ms: number | null;
  readonly talk_ms: number | null;
  readonly charge_minor: number | null;
  readonly meta_error_code: number | null;
  readonly meta_error_subcode: number | null;
}

export interface CallStory extends Call {
  readonly events: readonly {
    /** When the turn that decided it began, in UTC and to the millisecond. */
    readonly at: string;
    readonly kind: string;
    readonly detail: string | null;
    readonly agent: { readonly id: string } | null;
  }[];
}

/** A webhook or a Graph request as the sandbox saw it. */
export interface Exchange {
  readonly seq: number;
  readonly kind: "webhook" | "graph";
  readonly title: string;
  readonly status: number;
  readonly request: unknown;
}

/** Lines that hold what a log must not hold, and lines of trouble. */
export function complaints(log: string): string[] {
  return log
    .split("\n")
    .filter((line) => SECRETS.some((secret) => secret.test(line)) || /"level":"ERROR"/.test(line));
}

type Verb = "dev" | "sandbox";

/** A process that serves HTTP, started from the jar. */
export class Program {
  readonly #environment: Record<string, string>;
  readonly folder: string;
  #child: ChildProcess | null = null;
  #output = "";

  protected constructor(
    readonly verb: Verb,
    readonly httpPort: number,
    environment: Record<string, string>,
  ) {
    if (!existsSync(JAR)) throw new Error(`${JAR} is missing: build it with mvn package`);
    this.folder = mkdtempSync(join(tmpdir(), "dering-e2e-"));
    this.#environment = {
      ...Object.fromEntries(
        Object.entries(process.env).flatMap(([name, value]) =>
          name.startsWith("DERING_") || value === undefined ? [] : [[name, value]],
        ),
      ),
      DERING_DATA_DIR: this.folder,
      DERING_HTTP_PORT: String(httpPort),
      // Whatever is logged at any level is looked through at the end.
      DERING_LOG_LEVEL: "debug",
      ...environment,
    };
  }

  get url(): string {
    return `http://127.0.0.1:${this.httpPort}`;
  }

  get pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Starts the process, or starts it again, and waits until calls can come in. */
  async start(): Promise<void> {
    const arguments_ = ["-XX:+UseZGC", "-XX:+UseCompactObjectHeaders", "-Xmx1g", "-jar", JAR];
    const child = spawn(java(), [...arguments_, this.verb], {
      cwd: this.folder,
      env: this.#environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on("data", (text: Buffer) => {
        this.#output += text.toString();
      });
    }
    const ready = this.verb === "dev" ? "/readyz" : "/sandbox/settings";
    await until(
      `${this.verb} is ready`,
      async () => {
        if (child.exitCode !== null) throw new Hopeless(`it ended: ${this.log()}`);
        return (await fetch(this.url + ready)).ok;
      },
    );
  }

  /** `kill -9`: no chance to say or store anything. */
  async kill(): Promise<void> {
    await this.#end("SIGKILL");
  }

  /** Ctrl-C; answers how long it took, in ms, and whether the process ended by itself. */
  async interrupt(): Promise<{ tookMs: number; byItself: boolean }> {
    const from = performance.now();
    const signal = await this.#end("SIGINT");
    return { tookMs: performance.now() - from, byItself: signal !== "SIGKILL" };
  }

  /** An orderly stop; the folder goes with it. */
  async stop(): Promise<void> {
    await this.#end("SIGTERM");
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** All that it has said: on its streams, and into its log file. */
  log(): string {
    const file = join(this.folder, "dering.log");
    return this.#output + (existsSync(file) ? readFileSync(file, "utf8") : "");
  }

  /** Lines of the log that hold what a log must not hold, and lines of trouble. */
  complaints(): string[] {
    return complaints(this.log());
  }

  /** The steps of a call that the log names, in order. */
  steps(call: string): string[] {
    return this.log()
      .split("\n")
      .filter((line) => line.includes(`"call_id":"${call}"`) && line.includes('"step":'))
      .map((line) => (JSON.parse(line) as { step: string }).step);
  }

  async json<T>(path: string, init: RequestInit = {}): Promise<T> {
    const response = await fetch(this.url + path, {
      ...init,
      headers: { authorization: `Bearer ${API_TOKEN}`, ...init.headers },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  }

  /** Answers with the signal that it died of, null when it ended by itself. */
  async #end(signal: NodeJS.Signals): Promise<NodeJS.Signals | null> {
    const child = this.#child;
    this.#child = null;
    if (child === null || child.exitCode !== null || child.signalCode !== null) return null;
    const gone = new Promise<NodeJS.Signals | null>((done) =>
      child.once("exit", (_, died) => done(died)),
    );
    child.kill(signal);
    const impatient = setTimeout(() => child.kill("SIGKILL"), 30_000);
    const died = await gone;
    clearTimeout(impatient);
    return died;
  }
}

export interface HouseOptions {
  /** Another Meta than the sandbox in the same process. */
  readonly graphUrl?: string;
  readonly environment?: Record<string, string>;
}

/** The gateway under `dev`, with the sandbox beside it unless another Meta is given. */
export class House extends Program {
  private constructor(
    httpPort: number,
    readonly mediaPort: number,
    sandboxPort: number,
    options: HouseOptions,
  ) {
    super("dev", httpPort, {
      DERING_MEDIA_PORT: String(mediaPort),
      DERING_SANDBOX_MEDIA_PORT: String(sandboxPort),
      ...(options.graphUrl === undefined ? {} : { DERING_META_GRAPH_URL: options.graphUrl }),
      ...options.environment,
    });
  }

  static async build(options: HouseOptions = {}, httpPort?: number): Promise<House> {
    const port = httpPort ?? (await freeTcpPort());
    return new House(port, await freeUdpPort(), await freeUdpPort(), options);
  }

  static async open(options: HouseOptions = {}): Promise<House> {
    const house = await House.build(options);
    await house.start();
    return house;
  }

  /** The log of calls, newest first. */
  async calls(): Promise<readonly Call[]> {
    return (await this.json<{ data: Call[] }>("/v1/calls?limit=100")).data;
  }

  /** The newest call of this customer and what happened to it. */
  async story(customer: string): Promise<CallStory | undefined> {
    const call = (await this.calls()).find((c) => c.customer.name === customer);
    return call && this.json<CallStory>(`/v1/calls/${call.id}`);
  }

  /** The same, once this has happened to it. */
  happened(customer: string, kind: string): Promise<CallStory> {
    return until(`${kind} in the call of ${customer}`, async () => {
      const story = await this.story(customer);
      return story?.events.some((e) => e.kind === kind) && story;
    });
  }

  /** The same, once it has ended. */
  ended(customer: string, withinMs?: number): Promise<CallStory> {
    return until(
      `the call of ${customer} has ended in the log`,
      async () => {
        const story = await this.story(customer);
        return story?.state === "ended" && story;
      },
      withinMs,
    );
  }

  /** Until so many agents are signed in here, each with a warm leg. */
  async staffed(agents: number): Promise<void> {
    await until(
      `${agents} agents are online`,
      async () =>
        (await this.metric("dering_agents", { state: "online" })) === agents &&
        (await this.metric("dering_media_legs")) === agents,
    );
  }

  /** A figure of `/metrics`; samples whose labels hold all of `labels` are added up. */
  async metric(name: string, labels: Record<string, string> = {}): Promise<number> {
    const text = await (await fetch(`${this.url}/metrics`)).text();
    const wanted = Object.entries(labels).map(([label, value]) => `${label}="${value}"`);
    return text
      .split("\n")
      .filter((line) => line.startsWith(`${name} `) || line.startsWith(`${name}{`))
      .filter((line) => wanted.every((label) => line.includes(label)))
      .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(" "))), 0);
  }
}

/** The stand-in for Meta as a process of its own. */
export class SandboxAlone extends Program {
  private constructor(httpPort: number, sandboxPort: number, webhooks: string) {
    super("sandbox", httpPort, {
      DERING_SANDBOX_MEDIA_PORT: String(sandboxPort),
      DERING_SANDBOX_WEBHOOK_URL: webhooks,
    });
  }

  static async open(webhooks: string): Promise<SandboxAlone> {
    const sandbox = new SandboxAlone(await freeTcpPort(), await freeUdpPort(), webhooks);
    await sandbox.start();
    return sandbox;
  }
}

export interface PhoneReport {
  readonly id: string;
  readonly state: "calling" | "ringing" | "connected" | "ended";
  readonly reason: string | null;
  readonly connected_at: string | null;
  readonly ended_at: string | null;
  readonly packets: number;
  readonly lost: number;
  readonly packets_before_accept: number;
  readonly first_packet_ms: number | null;
  readonly first_audible_ms: number | null;
  readonly largest_gap_ms: number;
  readonly ssrcs: readonly number[];
  readonly level_dbfs: number | null;
  readonly frames_spoken: number;
}

export interface PhoneOrder {
  /** By name, or a WAV file to send. */
  readonly voice?: "customer" | "other" | "tone" | "silence" | Uint8Array<ArrayBuffer>;
  readonly repeat?: boolean;
  readonly hang_up_after_ms?: number;
  readonly silence_first_ms?: number;
  readonly name?: string;
}

let callers = 0;
const placed: Phone[] = [];

/** A customer by script (`/sandbox/calls`), under a name that no other call of the run has. */
export class Phone {
  private constructor(
    readonly at: Program,
    readonly id: string,
    readonly name: string,
  ) {}

  static async call(at: Program, order: PhoneOrder = {}): Promise<Phone> {
    const { voice, ...rest } = { name: `Fictional ${++callers}`, ...order };
    const query = new URLSearchParams(Object.entries(rest).map(([k, v]) => [k, String(v)]));
    const { id } = await (typeof voice === "object"
      ? at.json<{ id: string }>(`/sandbox/calls?${query}`, {
          method: "POST",
          headers: { "content-type": "audio/wav" },
          body: voice,
        })
      : at.json<{ id: string }>("/sandbox/calls", {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ ...rest, voice }),
        }));
    const phone = new Phone(at, id, rest.name);
    placed.push(phone);
    return phone;
  }

  /** Ends whatever a test that failed has left behind. */
  static async hangUpAll(): Promise<void> {
    await Promise.all(placed.splice(0).map((phone) => phone.hangUp().catch(() => undefined)));
  }

  report(): Promise<PhoneReport> {
    return this.at.json<PhoneReport>(`/sandbox/calls/${this.id}`);
  }

  /** Waits for a state and answers with the report. */
  is(state: PhoneReport["state"], withinMs?: number): Promise<PhoneReport> {
    return until(
      `${this.name} is ${state}`,
      async () => {
        const report = await this.report();
        if (report.state === "ended" && state !== "ended") {
          throw new Hopeless(`the call has ended: ${report.reason}`);
        }
        return report.state === state && report;
      },
      withinMs,
    );
  }

  async hangUp(): Promise<PhoneReport> {
    await this.at.json(`/sandbox/calls/${this.id}/hang-up`, { method: "POST" });
    return this.report();
  }

  async heard(): Promise<Sound> {
    const response = await fetch(`${this.at.url}/sandbox/calls/${this.id}/heard.wav`);
    if (!response.ok) throw new Error(`heard.wav: ${response.status}`);
    return readWav(new Uint8Array(await response.arrayBuffer()));
  }
}

/** What went over "Meta's" wire: webhooks and Graph requests, oldest first, and the offences. */
export function wire(
  at: Program,
): Promise<{ exchanges: Exchange[]; offences: Record<string, number> }> {
  return at.json("/sandbox/wire");
}

/** What `wire(...).offences` says when the business kept to the rules of "Meta's" wire. */
export const NO_OFFENCES = {
  media_before_accept: 0,
  media_before_pickup: 0,
  second_ssrc: 0,
};

/** The actions that the business asked of Graph for this customer's call, with the answers' status. */
export async function asked(at: Program, customer: string): Promise<string[]> {
  const { exchanges } = await wire(at);
  const connect = exchanges.find(
    (e) => e.kind === "webhook" && JSON.stringify(e.request).includes(`"${customer}"`),
  );
  const id = /"id":"(wacid\.[^"]+)"/.exec(JSON.stringify(connect?.request))?.[1];
  return exchanges.flatMap((e) => {
    const request = e.request as { action?: string; call_id?: string };
    return e.kind === "graph" && request.call_id === id ? [`${request.action} ${e.status}`] : [];
  });
}
