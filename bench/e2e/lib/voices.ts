// The recordings of this folder: what agents and customers say.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { levelDbfs, readWav, wav, type Sound } from "./sound.ts";

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

/** A recording with its pauses cut out, as a file: whoever listens hears something at any moment. */
export class WithoutPauses {
  static readonly #PIECES_PER_S = 50;
  static readonly #PAUSE_DBFS = -35;
  readonly #folder = mkdtempSync(join(tmpdir(), "dering-voice-"));
  readonly path = join(this.#folder, "voice.wav");

  constructor(name: VoiceName) {
    const { rateHz, samples } = voice(name);
    const length = rateHz / WithoutPauses.#PIECES_PER_S;
    const loud: number[] = [];
    for (let from = 0; from + length <= samples.length; from += length) {
      const piece = samples.subarray(from, from + length);
      if (levelDbfs({ rateHz, samples: piece }) > WithoutPauses.#PAUSE_DBFS) loud.push(...piece);
    }
    writeFileSync(this.path, wav({ rateHz, samples: Float32Array.from(loud) }));
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true });
  }
}
