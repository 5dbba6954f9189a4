// Runs in the page before its own scripts: listens to what its peer connections receive, beside the
// page itself, and notes when a button was pressed. Plain JavaScript, since it is sent as it is.
(() => {
  const RATE_HZ = 16_000;
  /** -50 dB of full scale: sound, and no noise of a codec. */
  const AUDIBLE = 0.0032;
  /** After so much quiet nothing of what came before can still be on its way. */
  const QUIET_MS = 500;
  const Native = globalThis.RTCPeerConnection;
  if (Native === undefined) return;

  let newest = null;
  let lastAudibleAt = Number.NEGATIVE_INFINITY;
  const now = () => performance.timeOrigin + performance.now();
  const ear = {
    connections: [],
    blocks: [],
    /** When something audible was first received since `expectSound`. */
    audibleAt: null,
    clicks: {},
    clear() {
      ear.blocks = [];
    },
    expectSound() {
      ear.audibleAt = null;
    },
    /** Whether nothing is heard, and has not been for a while. */
    quiet() {
      return now() - lastAudibleAt >= QUIET_MS;
    },
    /** All that was heard since `clear`, 16-bit samples at 16 kHz, in base64. */
    take() {
      const bytes = new Uint8Array(ear.blocks.reduce((sum, block) => sum + block.byteLength, 0));
      let at = 0;
      for (const block of ear.blocks) {
        bytes.set(new Uint8Array(block.buffer), at);
        at += block.byteLength;
      }
      let text = "";
      for (let i = 0; i < bytes.length; i += 0x8000) {
        text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
      }
      return btoa(text);
    },
    /** What the browser says of the stream that it receives now. */
    async inbound() {
      for (const connection of ear.connections.filter((c) => c.connectionState === "connected")) {
        for (const entry of (await connection.getStats()).values()) {
          if (entry.type === "inbound-rtp" && entry.kind === "audio") return { ...entry };
        }
      }
      return null;
    },
  };
  globalThis.ear = ear;

  /**
   * Frames as the page plays them. The browser keeps them while this thread is busy, and each carries
   * its time: what is lost all the same is silence in its place.
   */
  const listen = async (track) => {
    const frames = new MediaStreamTrackProcessor({ track, maxBufferSize: 1_000 }).readable.getReader();
    newest = frames;
    let nextUs = null;
    for (;;) {
      const { done, value: frame } = await frames.read();
      if (done) return;
      const { sampleRate, numberOfFrames, timestamp, duration } = frame;
      const samples = new Float32Array(numberOfFrames);
      frame.copyTo(samples, { planeIndex: 0, format: "f32-planar" });
      frame.close();
      // A connection that another has replaced plays nothing any more.
      if (newest !== frames) continue;
      const missingUs = nextUs === null ? 0 : timestamp - nextUs;
      if (missingUs > 5_000) ear.blocks.push(new Int16Array(Math.round((missingUs * RATE_HZ) / 1e6)));
      nextUs = timestamp + duration;
      ear.blocks.push(lowered(samples, sampleRate / RATE_HZ));
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0);
      if (Math.sqrt(power / numberOfFrames) > AUDIBLE) {
        lastAudibleAt = now();
        ear.audibleAt ??= lastAudibleAt;
      }
    }
  };

  /** At a rate that is lower by a whole factor, 16 bit: the mean is a crude low-pass. */
  const lowered = (samples, factor) => {
    const block = new Int16Array(Math.floor(samples.length / factor));
    for (let i = 0; i < block.length; i++) {
      let sum = 0;
      for (let k = 0; k < factor; k++) sum += samples[i * factor + k];
      block[i] = Math.max(-32768, Math.min(32767, Math.round((sum / factor) * 32768)));
    }
    return block;
  };

  globalThis.RTCPeerConnection = class extends Native {
    constructor(...settings) {
      super(...settings);
      ear.connections.push(this);
      this.addEventListener("track", ({ track }) => void listen(track));
    }
  };
  addEventListener(
    "click",
    ({ target }) => {
      const button = target instanceof Element ? target.closest("[data-testid]") : null;
      if (button !== null) ear.clicks[button.dataset.testid] = now();
    },
    true,
  );
})();
