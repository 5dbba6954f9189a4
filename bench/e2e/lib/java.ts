// A Java that runs the product: version 25.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const USUAL = "/usr/lib/jvm";

/** The one of JAVA_HOME, else of the usual folder, else whatever `java` is. */
export function java(): string {
  const usual = existsSync(USUAL) ? readdirSync(USUAL).map((name) => join(USUAL, name)) : [];
  const home = [process.env["JAVA_HOME"] ?? "", ...usual].find(is25);
  return home === undefined ? "java" : join(home, "bin/java");
}

function is25(home: string): boolean {
  const release = join(home, "release");
  return existsSync(release) && /^JAVA_VERSION="25\b/m.test(readFileSync(release, "utf8"));
}
