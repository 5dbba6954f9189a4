// The check that every other file ends with: it must be able to fail.
import { expect, test } from "vitest";
import { complaints, SECRETS } from "../lib/house.ts";

const line = (message: string, level = "INFO"): string =>
  JSON.stringify({ at: "2026-11-21T09:30:00.120Z", level, message, call_id: "call_k7m2q9w4e8r5t3y6u2i9" });

/** One for each of the patterns. */
const LEAKS = [
  "Call from 447700900456 offered",
  "to 622150000001",
  "Fictional 7 calls",
  "Bearer dev-api-token",
  `sha256=${"0123456789abcdef".repeat(4)}`,
  "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJheXUifQ.c2ln",
  "answered v=0\r\no=- 1 2 IN IP4 127.0.0.1\r\n",
  "wacid.HBgLNDQ3NzAwOTAwNDU2",
];

test("each thing that no log may hold is found in a log that holds it", () => {
  for (const leak of LEAKS) {
    const log = [line("Call offered"), line(leak), line("Call ended")].join("\n");
    expect(complaints(log), leak).toEqual([line(leak)]);
  }
  for (const secret of SECRETS) {
    expect(LEAKS.some((leak) => secret.test(line(leak))), String(secret)).toBe(true);
  }
});

test("a line of trouble is found, and lines as they should be are not", () => {
  expect(complaints(line("The store failed", "ERROR"))).toHaveLength(1);
  expect(complaints([line("Call offered"), line("Call taken by an agent")].join("\n"))).toEqual([]);
});
