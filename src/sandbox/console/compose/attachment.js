const LARGEST_BYTES = 20 * 1024 * 1024;

export const isTooBig = (file) => file.size > LARGEST_BYTES;

/** The content that a messenger would make of a chosen file. */
export async function attachmentContent(file, caption) {
  const attachment = { fileName: file.name, mime: file.type || undefined, bytes: await base64(file) };
  const content = { [kindFor(file.type)]: attachment };
  return caption === '' ? content : { ...content, caption };
}

function kindFor(type) {
  if (type === 'image/gif') return 'animation';
  if (/^image\/(?:png|jpeg|webp|bmp)$/.test(type)) return 'photo';
  if (type.startsWith('video/')) return 'video';
  if (type === 'audio/ogg') return 'voice';
  return type.startsWith('audio/') ? 'audio' : 'document';
}

function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(reader.result.slice(reader.result.indexOf(',') + 1)));
    reader.addEventListener('error', () => reject(reader.error));
    reader.readAsDataURL(file);
  });
}
