// Installs what the end-to-end tests need, when it is not there, and runs them. Called by Maven.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, writeFileSync } from "node:fs";

const lock = readFileSync("package-lock.json", "utf8");
const installed = "node_modules/.installed-lock.json";

function run(command, ...args) {
  const { status } = spawnSync(command, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

if (!existsSync(installed) || readFileSync(installed, "utf8") !== lock) {
  run("npm", "ci", "--no-fund", "--no-audit");
  writeFileSync(installed, lock);
}
run("npm", "run", "--silent", "check");
run("npm", "test", "--silent");
