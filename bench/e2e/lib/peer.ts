// A customer on libwebrtc (@roamhq/wrtc): full ICE, controlling, a DTLS server if asked. None of the
// project's media code is in it.
import wrtc from "@roamhq/wrtc";
import type { Sound } from "./sound.ts";

const FRAME_MS = 10;

export class Peer {
  readonly #connection = new wrtc.RTCPeerConnection();
  readonly #source = new wrtc.nonstandard.RTCAudioSource();
  readonly #track = this.#source.createTrack();
  readonly #heard: Int16Array[] = [];
  #heardHz = 0;
  #sink: InstanceType<typeof wrtc.nonstandard.RTCAudioSink> | null = null;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(says: Sound) {
    this.#connection.addTrack(this.#track);
    this.#connection.ontrack = ({ track }) => {
      const sink = new wrtc.nonstandard.RTCAudioSink(track);
      sink.ondata = ({ samples, sampleRate }: { samples: Int16Array; sampleRate: number }) => {
        this.#heardHz = sampleRate;
        this.#heard.push(Int16Array.from(samples));
      };
      this.#sink = sink;
    };
    this.#say(says);
  }

  get state(): string {
    return this.#connection.connectionState;
  }

  /** The offer with all its candidates. */
  async offer(): Promise<string> {
    await this.#connection.setLocalDescription(await this.#connection.createOffer());
    if (this.#connection.iceGatheringState !== "complete") {
      await new Promise<void>((done) => {
        this.#connection.onicegatheringstatechange = () => {
          if (this.#connection.iceGatheringState === "complete") done();
        };
      });
    }
    return this.#connection.localDescription!.sdp;
  }

  answered(sdp: string): Promise<void> {
    return this.#connection.setRemoteDescription({ type: "answer", sdp });
  }

  /** What it hears from now on can be had with `heard`. */
  listen(): void {
    this.#heard.length = 0;
  }

  heard(): Sound {
    const samples = new Float32Array(this.#heard.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of this.#heard) {
      for (const sample of piece) samples[at++] = sample / 32768;
    }
    return { rateHz: this.#heardHz, samples };
  }

  /** The stream that comes in, as libwebrtc counts it. */
  async inbound(): Promise<{ packetsReceived: number; packetsLost: number; ssrc: number } | null> {
    for (const entry of (await this.#connection.getStats()).values()) {
      if (entry.type === "inbound-rtp") return entry;
    }
    return null;
  }

  close(): void {
    clearInterval(this.#timer);
    this.#sink?.stop();
    this.#track.stop();
    this.#connection.close();
  }

  /** Over and over, by the clock: a timer that comes late says more at once. */
  #say(sound: Sound): void {
    const length = (sound.rateHz * FRAME_MS) / 1000;
    const from = performance.now();
    let frames = 0;
    this.#timer = setInterval(() => {
      for (const due = (performance.now() - from) / FRAME_MS; frames < due; frames++) {
        const samples = new Int16Array(length);
        for (let i = 0; i < length; i++) {
          const at = (frames * length + i) % sound.samples.length;
          samples[i] = Math.round(sound.samples[at]! * 32767);
        }
        this.#source.onData({
          samples,
          sampleRate: sound.rateHz,
          bitsPerSample: 16,
          channelCount: 1,
          numberOfFrames: length,
        });
      }
    }, FRAME_MS);
  }
}
