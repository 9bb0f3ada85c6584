import type { Message } from '@grammyjs/types';
import type { FileKind, MediaContent } from '../../world/shapes.ts';
import { badRequest } from '../api-error.ts';
import { type Arguments, flagArgument, has } from './arguments.ts';
import type { Call } from './call.ts';
import { readFile } from './read-file.ts';
import { readCaption } from './read-text.ts';
import { sendContent } from './send-content.ts';

const WITHOUT_CAPTION: ReadonlySet<FileKind> = new Set(['sticker', 'video_note']);

export function readMedia(call: Call, args: Arguments, name: string, kind: FileKind): MediaContent {
  const caption = WITHOUT_CAPTION.has(kind) ? { text: '', entities: [] } : readCaption(call, args, 'send');
  const file = readFile(call, args, name, kind);
  if (kind === 'live_photo' && !has(args, 'photo')) throw badRequest('there is no photo in the request');
  return {
    kind,
    file: file.id,
    caption: caption.text,
    captionEntities: caption.entities,
    spoiler: flagArgument(args, 'has_spoiler') || undefined,
    captionAbove: flagArgument(args, 'show_caption_above_media') || undefined,
  };
}

export function sendFile(call: Call, kind: FileKind): Message {
  return sendContent(call, readMedia(call, call.args, kind, kind));
}
