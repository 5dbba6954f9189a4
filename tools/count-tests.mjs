// Adds up the reports of all test runners and prints the one line that ends `make test`.
// Surefire and Failsafe write JUnit XML; vitest writes JSON. Usage: count-tests.mjs <build's exit code>
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

let passed = 0;
let failed = 0;
let skipped = 0;

const modules = readdirSync(".").filter((name) => existsSync(join(name, "pom.xml")));
for (const module of modules) {
  for (const folder of ["surefire-reports", "failsafe-reports"]) {
    const reports = join(module, "target", folder);
    if (!existsSync(reports)) continue;
    for (const file of readdirSync(reports).filter((name) => /^TEST-.*\.xml$/.test(name))) {
      const head = readFileSync(join(reports, file), "utf8").match(/<testsuite\b[^>]*>/)?.[0] ?? "";
      const count = (name) => Number(head.match(new RegExp(`\\b${name}="(\\d+)"`))?.[1] ?? 0);
      const bad = count("errors") + count("failures");
      failed += bad;
      skipped += count("skipped");
      passed += count("tests") - bad - count("skipped");
    }
  }
  const vitest = join(module, "target", "vitest.json");
  if (existsSync(vitest)) {
    const report = JSON.parse(readFileSync(vitest, "utf8"));
    passed += report.numPassedTests;
    failed += report.numFailedTests;
    skipped += report.numPendingTests + report.numTodoTests;
  }
}

if (Number(process.argv[2]) !== 0 && failed === 0) failed = 1;
console.log(`${passed} passed, ${failed} failed${skipped ? `, ${skipped} skipped` : ""}`);
