import type { Content } from './content.ts';
import { type FileKind, measure } from './measure.ts';

const LARGEST_BYTES = 20 * 1024 * 1024;
const LARGEST_ALBUM = 10;

export const isTooBig = (file: File): boolean => file.size > LARGEST_BYTES;

/** Kinds that stand in one album. Other kinds are sent alone. */
const ALBUMS: Partial<Record<FileKind, string>> = {
  photo: 'visual',
  video: 'visual',
  document: 'document',
  audio: 'audio',
};

type Planned = { album: string | undefined; contents: Record<string, unknown>[] };

/** The messages that a messenger makes of the chosen files. Several contents are an album. The first has the caption. */
export async function attachmentContents(
  files: readonly File[],
  caption: Record<string, unknown>,
  asDocuments: boolean,
): Promise<Content[][]> {
  const messages: Planned[] = [];
  for (const file of files) {
    const kind = asDocuments ? 'document' : kindFor(file.type);
    const album = ALBUMS[kind];
    const content = { [kind]: await attachment(file, kind) };
    const last = messages.at(-1);
    const fits = album !== undefined && last?.album === album && last.contents.length < LARGEST_ALBUM;
    if (fits) last.contents.push(content);
    else messages.push({ album, contents: [content] });
  }
  const first = messages[0]?.contents[0];
  if (first !== undefined) Object.assign(first, caption);
  return messages.map(({ contents }) => contents);
}

function kindFor(type: string): FileKind {
  if (type === 'image/gif') return 'animation';
  if (/^image\/(?:png|jpeg|webp|bmp)$/.test(type)) return 'photo';
  if (type.startsWith('video/')) return 'video';
  if (type === 'audio/ogg') return 'voice';
  return type.startsWith('audio/') ? 'audio' : 'document';
}

async function attachment(file: File, kind: FileKind): Promise<Record<string, unknown>> {
  const traits = await measure(file, kind);
  return { fileName: file.name, mime: file.type || undefined, bytes: await base64(file), ...traits };
}

export function base64(blob: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => {
      const url = reader.result as string;
      resolve(url.slice(url.indexOf(',') + 1));
    });
    reader.addEventListener('error', () =>
      reject(reader.error ?? new Error('The browser cannot read the file.')),
    );
    reader.readAsDataURL(blob);
  });
}
