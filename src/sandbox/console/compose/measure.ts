/** A browser may never report that a file cannot be read. */
const PATIENCE_MS = 3000;

export type FileKind = 'photo' | 'video' | 'document' | 'audio' | 'voice' | 'animation';

type Traits = { width?: number; height?: number; durationSeconds?: number };

/** The size and length that the browser reads from a file; empty if the browser cannot read the file. */
export async function measure(file: File, kind: FileKind): Promise<Traits> {
  if (kind === 'photo') return sizeOf(file);
  if (kind === 'video' || kind === 'audio' || kind === 'voice') return lengthOf(file, kind);
  return {};
}

async function sizeOf(file: File): Promise<Traits> {
  try {
    const { width, height } = await createImageBitmap(file);
    return { width, height };
  } catch {
    return {}; // A picture that the browser cannot read is still sent.
  }
}

function lengthOf(file: File, kind: FileKind): Promise<Traits> {
  const media = document.createElement(kind === 'video' ? 'video' : 'audio');
  const address = URL.createObjectURL(file);
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      URL.revokeObjectURL(address);
      resolve(traitsOf(media));
    };
    const timer = setTimeout(done, PATIENCE_MS);
    media.addEventListener('loadedmetadata', done, { once: true });
    media.addEventListener('error', done, { once: true });
    media.preload = 'metadata';
    media.src = address;
  });
}

function traitsOf(media: HTMLMediaElement): Traits {
  const isVisible = media instanceof HTMLVideoElement && media.videoWidth > 0;
  return {
    ...(Number.isFinite(media.duration) ? { durationSeconds: Math.max(1, Math.round(media.duration)) } : {}),
    ...(isVisible ? { width: media.videoWidth, height: media.videoHeight } : {}),
  };
}
