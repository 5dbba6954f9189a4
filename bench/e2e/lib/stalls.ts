// How long this machine made the product's threads wait.
import { readdirSync, readFileSync } from "node:fs";

const EVERY_MS = 20;
const WINDOW = 10;
/** Linux keeps 15 letters of a thread's name. */
const OWN = /^dering-(media|conducto|store)/;

/**
 * The longest stall that the machine, not the product, caused while `during` ran, in ms: the longest that
 * a timer of ours came late without our being busy ourselves, or that the process's own threads (media,
 * conductor, store) were ready to run and got no processor within some 200 ms (Linux counts that). A delay
 * that is no longer says nothing about the product; on a machine that is ours alone it is a few
 * milliseconds. So a bar may be lengthened by it and still be missed by a product that is slow.
 */
export async function withStalls<T>(
  pid: number | undefined,
  during: () => Promise<T>,
): Promise<{ result: T; stallMs: number }> {
  const waited: number[] = [];
  let stallMs = 0;
  let last = performance.now();
  let used = process.cpuUsage();
  const look = () => {
    const now = performance.now();
    const { user, system } = process.cpuUsage(used);
    // What we did ourselves meanwhile is no stall of the machine.
    stallMs = Math.max(stallMs, now - last - EVERY_MS - (user + system) / 1_000);
    last = now;
    used = process.cpuUsage();
    waited.push(waitedMs(pid));
    if (waited.length > WINDOW) waited.shift();
    stallMs = Math.max(stallMs, waited.at(-1)! - waited[0]!);
  };
  const watch = setInterval(look, EVERY_MS);
  try {
    const result = await during();
    look();
    return { result, stallMs };
  } finally {
    clearInterval(watch);
  }
}

/** For how long its own threads have waited for a processor since they began, together. */
function waitedMs(pid: number | undefined): number {
  const tasks = `/proc/${pid}/task`;
  let sum = 0;
  try {
    for (const task of readdirSync(tasks)) {
      if (!OWN.test(readFileSync(`${tasks}/${task}/comm`, "utf8"))) continue;
      sum += Number(readFileSync(`${tasks}/${task}/schedstat`, "utf8").split(" ")[1]) / 1e6;
    }
  } catch {
    // Not Linux, or a thread that has just ended.
  }
  return sum;
}
