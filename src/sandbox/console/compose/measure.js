/** A browser may never say that it cannot read a file. */
const PATIENCE_MS = 3000;

/** What the browser knows of a picture, a film or a sound: `{ width, height, durationSeconds }`, or none of them. */
export async function measure(file, kind) {
  if (kind === 'photo') return sizeOf(file);
  if (kind === 'video' || kind === 'audio' || kind === 'voice') return lengthOf(file, kind);
  return {};
}

async function sizeOf(file) {
  try {
    const { width, height } = await createImageBitmap(file);
    return { width, height };
  } catch {
    return {}; // A picture that the browser cannot read is still sent.
  }
}

function lengthOf(file, kind) {
  const media = document.createElement(kind === 'video' ? 'video' : 'audio');
  const address = URL.createObjectURL(file);
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      URL.revokeObjectURL(address);
      const { duration, videoWidth: width, videoHeight: height } = media;
      resolve({
        ...(Number.isFinite(duration) ? { durationSeconds: Math.max(1, Math.round(duration)) } : {}),
        ...(width > 0 ? { width, height } : {}),
      });
    };
    const timer = setTimeout(done, PATIENCE_MS);
    media.addEventListener('loadedmetadata', done, { once: true });
    media.addEventListener('error', done, { once: true });
    media.preload = 'metadata';
    media.src = address;
  });
}
