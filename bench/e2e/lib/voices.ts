// The recordings of this folder: what agents and customers say.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { readWav, type Sound } from "./sound.ts";

export type VoiceName = "agent" | "customer" | "other";

export function voicePath(name: VoiceName): string {
  return join(import.meta.dirname, `../voices/${name}.wav`);
}

export function voiceFile(name: VoiceName): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(voicePath(name)));
}

export function voice(name: VoiceName): Sound {
  return readWav(voicePath(name));
}
