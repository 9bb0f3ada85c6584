import { measure } from './measure.js';

const LARGEST_BYTES = 20 * 1024 * 1024;
const LARGEST_ALBUM = 10;

export const isTooBig = (file) => file.size > LARGEST_BYTES;

/** What can stand in one album; anything else is sent alone. */
const ALBUMS = { photo: 'visual', video: 'visual', document: 'document', audio: 'audio' };

/**
 * The contents that a messenger would make of the chosen files, as the messages that they become: an inner list of
 * several is an album. The caption stands under the first.
 */
export async function attachmentContents(files, caption, asDocuments) {
  const messages = [];
  for (const file of files) {
    const kind = asDocuments ? 'document' : kindFor(file.type);
    const album = ALBUMS[kind];
    const content = { [kind]: await attachment(file, kind) };
    const last = messages.at(-1);
    const fits = album !== undefined && last?.album === album && last.contents.length < LARGEST_ALBUM;
    if (fits) last.contents.push(content);
    else messages.push({ album, contents: [content] });
  }
  if (messages.length > 0) Object.assign(messages[0].contents[0], caption);
  return messages.map(({ contents }) => contents);
}

function kindFor(type) {
  if (type === 'image/gif') return 'animation';
  if (/^image\/(?:png|jpeg|webp|bmp)$/.test(type)) return 'photo';
  if (type.startsWith('video/')) return 'video';
  if (type === 'audio/ogg') return 'voice';
  return type.startsWith('audio/') ? 'audio' : 'document';
}

async function attachment(file, kind) {
  const traits = await measure(file, kind);
  return { fileName: file.name, mime: file.type || undefined, bytes: await base64(file), ...traits };
}

export function base64(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result.slice(reader.result.indexOf(',') + 1)));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(blob);
  });
}
