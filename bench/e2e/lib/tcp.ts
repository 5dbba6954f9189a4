// A line that can be cut between pages and the gateway's HTTP port, WebSockets included. TCP loses nothing: what
// is sent into a cut waits, and whoever connects meanwhile is let in when it is over.
import { once } from "node:events";
import { connect, createServer, type AddressInfo, type Server, type Socket } from "node:net";

export class TcpRelay {
  readonly #server: Server;
  readonly #open = new Set<Socket>();
  readonly #held: (() => void)[] = [];
  #cut: ReturnType<typeof setTimeout> | null = null;

  private constructor(readonly before: number) {
    this.#server = createServer({ pauseOnConnect: true }, (near) => this.#through(() => this.#join(near)));
  }

  /** Before a TCP port of this machine. */
  static async open(before: number): Promise<TcpRelay> {
    const relay = new TcpRelay(before);
    relay.#server.listen(0, "127.0.0.1");
    await once(relay.#server, "listening");
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Nothing passes for so long, not even an end. */
  cut(ms: number): void {
    for (const socket of this.#open) socket.pause();
    if (this.#cut !== null) clearTimeout(this.#cut);
    this.#cut = setTimeout(() => this.#mend(), ms);
  }

  close(): void {
    this.#mend();
    this.#server.close();
    for (const socket of this.#open) socket.destroy();
  }

  #mend(): void {
    if (this.#cut !== null) clearTimeout(this.#cut);
    this.#cut = null;
    for (const socket of this.#open) socket.resume();
    for (const pass of this.#held.splice(0)) pass();
  }

  /** At once, or when the cut is over. */
  #through(pass: () => void): void {
    if (this.#cut === null) pass();
    else this.#held.push(pass);
  }

  #join(near: Socket): void {
    const far = connect(this.before, "127.0.0.1");
    this.#pass(near, far);
    this.#pass(far, near);
    near.resume();
  }

  #pass(from: Socket, to: Socket): void {
    from.setNoDelay(true);
    this.#open.add(from);
    from.on("data", (piece) => to.write(piece));
    from.on("end", () => to.end());
    // Told by "close".
    from.on("error", () => undefined);
    from.on("close", () => {
      this.#open.delete(from);
      this.#through(() => to.destroy());
    });
    if (this.#cut !== null) from.pause();
  }
}
