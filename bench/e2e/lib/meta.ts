// A Meta in a few lines, for peers that are not the sandbox: it signs webhooks and answers Graph.
import { createHmac } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { House } from "./house.ts";

const APP_SECRET = "dev-app-secret";
const CHANNEL = "100000000000001";

/** The signature header of a webhook. */
export function signature(body: string | Buffer, secret = APP_SECRET): string {
  return `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
}

/** Posts a body as Meta would, signed unless told otherwise. */
export function deliver(
  house: House,
  body: string | Buffer<ArrayBuffer>,
  headers: Record<string, string> = { "x-hub-signature-256": signature(body) },
): Promise<Response> {
  return fetch(`${house.url}/meta/webhook`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
}

/** A webhook about calls. */
export function webhook(element: Record<string, unknown>, name: string, field = "calls"): string {
  const number = "447700900777";
  return JSON.stringify({
    object: "whatsapp_business_account",
    entry: [
      {
        id: "100000000000002",
        changes: [
          {
            value: {
              messaging_product: "whatsapp",
              metadata: { display_phone_number: "622150000001", phone_number_id: CHANNEL },
              contacts: [{ profile: { name }, wa_id: number, user_id: `GB.${number}` }],
              [field]: [
                {
                  from: number,
                  to: "622150000001",
                  direction: "USER_INITIATED",
                  timestamp: String(Math.floor(Date.now() / 1000)),
                  ...element,
                },
              ],
            },
            field,
          },
        ],
      },
    ],
  });
}

export function connect(id: string, sdp: string, name: string): string {
  return webhook({ id, event: "connect", session: { sdp_type: "offer", sdp } }, name);
}

export function terminate(id: string, name: string): string {
  return webhook({ id, event: "terminate", status: "COMPLETED" }, name);
}

/** What the business asked of Graph. */
export interface Asked {
  readonly call_id: string;
  readonly action: "pre_accept" | "accept" | "reject" | "terminate";
  readonly session?: { readonly sdp_type: string; readonly sdp: string };
}

/** Graph: answers every request with success and remembers it. */
export class Graph {
  readonly asked: Asked[] = [];

  private constructor(
    readonly server: Server,
    readonly url: string,
  ) {}

  static open(): Promise<Graph> {
    return new Promise((done) => {
      const server = createServer((request, response) => {
        const parts: Buffer[] = [];
        request.on("data", (part: Buffer) => parts.push(part));
        request.on("end", () => {
          // A GET is about the number's settings, and nothing that a call is asked for.
          if (request.method === "POST") {
            graph.asked.push(JSON.parse(Buffer.concat(parts).toString()) as Asked);
          }
          response.writeHead(200, { "content-type": "application/json" });
          response.end(JSON.stringify({ messaging_product: "whatsapp", success: true }));
        });
      });
      let graph: Graph;
      server.listen(0, "127.0.0.1", () => {
        const address = server.address();
        const port = typeof address === "object" && address !== null ? address.port : 0;
        graph = new Graph(server, `http://127.0.0.1:${port}/v26.0`);
        done(graph);
      });
    });
  }

  of(call: string): Asked[] {
    return this.asked.filter((a) => a.call_id === call);
  }

  close(): void {
    this.server.closeAllConnections();
    this.server.close();
  }
}
