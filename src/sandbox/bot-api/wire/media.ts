import type { FileDoc, MediaContent } from '../../world/shapes.ts';
import { present, type World } from '../../world/world.ts';
import { fileIdFor } from './file-id.ts';

const SMALL_SIDE = 90;

/** The fields of a message with a file. */
export function renderMedia(world: World, botId: number, content: MediaContent): Record<string, unknown> {
  const file = world.docs.get('file', content.file);
  if (file === undefined) return {};
  const isAnimation = content.kind === 'animation';
  return present({
    ...(isAnimation ? { document: documentOf(botId, file) } : {}),
    ...(content.kind === 'live_photo' ? { photo: stillSizes(botId, file) } : {}),
    [content.kind]: content.kind === 'photo' ? photoSizes(botId, file) : mediaOf(botId, file),
    caption: content.caption === '' ? undefined : content.caption,
    caption_entities: content.captionEntities.length === 0 ? undefined : content.captionEntities,
    show_caption_above_media: content.captionAbove || undefined,
    has_media_spoiler: content.spoiler || undefined,
  });
}

function identity(botId: number, file: FileDoc): Record<string, unknown> {
  return { file_id: fileIdFor(botId, file), file_unique_id: file.id, file_size: file.size };
}

function documentOf(botId: number, file: FileDoc): Record<string, unknown> {
  return present({ file_name: file.name, mime_type: file.mime, ...identity(botId, file) });
}

function photoSizes(botId: number, file: FileDoc): Record<string, unknown>[] {
  const width = file.width ?? 0;
  const height = file.height ?? 0;
  const scale = Math.min(1, SMALL_SIDE / Math.max(1, width, height));
  const small = {
    file_id: fileIdFor(botId, file, 's'),
    file_unique_id: `${file.id}s`,
    file_size: file.size,
    width: Math.max(1, Math.round(width * scale)),
    height: Math.max(1, Math.round(height * scale)),
  };
  return [small, { ...identity(botId, file), width, height }];
}

/** The still picture of a live photo, a file of its own. */
const stillSizes = (botId: number, file: FileDoc): Record<string, unknown>[] =>
  photoSizes(botId, file).map((size, index) => ({
    ...size,
    file_id: fileIdFor(botId, file, `p${index}`),
    file_unique_id: `${file.id}p${index}`,
  }));

function mediaOf(botId: number, file: FileDoc): Record<string, unknown> {
  const common = identity(botId, file);
  switch (file.kind) {
    case 'video':
    case 'animation':
      return present({
        duration: file.durationSeconds,
        width: file.width,
        height: file.height,
        file_name: file.name,
        mime_type: file.mime,
        ...common,
      });
    case 'audio':
      return present({
        duration: file.durationSeconds,
        file_name: file.name,
        mime_type: file.mime,
        title: file.title,
        performer: file.performer,
        ...common,
      });
    case 'live_photo':
      return present({
        duration: file.durationSeconds,
        width: file.width,
        height: file.height,
        mime_type: file.mime,
        ...common,
      });
    case 'voice':
      return present({ duration: file.durationSeconds, mime_type: file.mime, ...common });
    case 'video_note':
      return { duration: file.durationSeconds, length: file.width, ...common };
    case 'sticker':
      return present({
        width: file.width,
        height: file.height,
        emoji: file.emoji,
        is_animated: false,
        is_video: false,
        type: 'regular',
        ...common,
      });
    case 'photo':
    case 'document':
      return documentOf(botId, file);
  }
}
