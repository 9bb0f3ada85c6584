const TICK_MS = 200;
const LONGEST_MS = 10 * 60_000;

export type Recording = {
  end(): Promise<{ blob: Blob; seconds: number }>;
  discard(): void;
};

/**
 * Records from the microphone; `tick` gets the seconds so far.
 * @throws without a microphone that may be used
 */
export async function startRecording(tick: (seconds: number) => void): Promise<Recording> {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
  const recorder = new MediaRecorder(stream);
  const parts: Blob[] = [];
  recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
  const startedMs = performance.now();
  const seconds = (): number => (performance.now() - startedMs) / 1000;
  const timer = setInterval(() => {
    tick(seconds());
    if (seconds() * 1000 >= LONGEST_MS && recorder.state === 'recording') recorder.pause();
  }, TICK_MS);
  const release = (): void => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
  };
  recorder.start();
  return {
    end: () =>
      new Promise((resolve) => {
        const length = Math.max(1, Math.round(Math.min(seconds(), LONGEST_MS / 1000)));
        recorder.addEventListener('stop', () => {
          release();
          resolve({ blob: new Blob(parts, { type: recorder.mimeType }), seconds: length });
        });
        recorder.stop();
      }),
    discard() {
      if (recorder.state !== 'inactive') recorder.stop();
      release();
    },
  };
}
