// Free ports, out of the range that systems give to whoever asks for any: in there another process may take
// one before it is used.
import { createSocket } from "node:dgram";
import { createServer } from "node:net";

const FIRST = 12_000;
const LAST = 32_000;

export function freeTcpPort(): Promise<number> {
  return free(
    (port) =>
      new Promise((done) => {
        const server = createServer();
        server.once("error", () => done(false));
        server.listen(port, "127.0.0.1", () => server.close(() => done(true)));
      }),
  );
}

export function freeUdpPort(): Promise<number> {
  return free(
    (port) =>
      new Promise((done) => {
        const socket = createSocket("udp4");
        socket.once("error", () => done(false));
        socket.bind(port, "0.0.0.0", () => socket.close(() => done(true)));
      }),
  );
}

async function free(canBeBound: (port: number) => Promise<boolean>): Promise<number> {
  for (;;) {
    const port = FIRST + Math.floor(Math.random() * (LAST - FIRST));
    if (await canBeBound(port)) return port;
  }
}
