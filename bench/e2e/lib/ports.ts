// Free ports. Another process may take one before it is used; nobody here does so on purpose.
import { createSocket } from "node:dgram";
import { createServer } from "node:net";

export function freeTcpPort(): Promise<number> {
  return new Promise((done, failed) => {
    const server = createServer();
    server.once("error", failed);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => done(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

export function freeUdpPort(): Promise<number> {
  return new Promise((done, failed) => {
    const socket = createSocket("udp4");
    socket.once("error", failed);
    socket.bind(0, "0.0.0.0", () => {
      const { port } = socket.address();
      socket.close(() => done(port));
    });
  });
}
