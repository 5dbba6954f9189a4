// Waiting for conditions, never for time. How long at most says only when hope is given up: long enough
// for a machine that ten others share, since no test is about the speed of the machine.
import { setTimeout as pause } from "node:timers/promises";

const EVERY_MS = 40;
export const PATIENCE_MS = 90_000;

/** It makes no sense to go on waiting. */
export class Hopeless extends Error {}

/** Asks again and again until the answer is not `undefined`, `null` or `false`; fails with `what`. */
export async function until<T>(
  what: string,
  ask: () => Promise<T | undefined | null | false> | T | undefined | null | false,
  withinMs = PATIENCE_MS,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  let fault: unknown;
  do {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== null && answer !== false) return answer;
      fault = undefined;
    } catch (error) {
      if (error instanceof Hopeless) throw error;
      fault = error;
    }
    await pause(EVERY_MS);
  } while (performance.now() < deadline);
  throw new Error(`not within ${withinMs} ms: ${what}`, fault === undefined ? {} : { cause: fault });
}
