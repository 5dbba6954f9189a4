// Datagrams, sent and counted by hand.
import { createSocket, type Socket } from "node:dgram";
import { networkInterfaces } from "node:os";

/** Addresses of this machine that only its own network reaches (RFC 1918). */
export function privateAddresses(): string[] {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter((a) => a.family === "IPv4" && /^(10|192\.168|172\.(1[6-9]|2\d|3[01]))\./.test(a.address))
    .map((a) => a.address);
}

/** Counts what comes. */
export class UdpEar {
  datagrams = 0;

  private constructor(
    readonly address: string,
    readonly socket: Socket,
  ) {
    socket.on("message", () => this.datagrams++);
  }

  static open(address: string): Promise<UdpEar> {
    return new Promise((done, failed) => {
      const socket = createSocket("udp4");
      socket.once("error", failed);
      socket.bind(0, address, () => done(new UdpEar(address, socket)));
    });
  }

  get port(): number {
    return this.socket.address().port;
  }

  close(): void {
    this.socket.close();
  }
}

/** Sends datagrams to a port of this machine, each on its way before the next. */
export async function shower(port: number, datagrams: Iterable<Buffer>): Promise<number> {
  const socket = createSocket("udp4");
  let sent = 0;
  for (const datagram of datagrams) {
    await new Promise<void>((done, failed) =>
      socket.send(datagram, port, "127.0.0.1", (error) => (error ? failed(error) : done())),
    );
    sent++;
  }
  socket.close();
  return sent;
}
