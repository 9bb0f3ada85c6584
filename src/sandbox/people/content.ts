import type { Contact, LinkPreviewOptions, Location, MessageEntity, Venue } from '@grammyjs/types';
import { formatText, isLonger } from '../bot-api/entities/format-text.ts';
import { RefusedAct } from '../world/refused-act.ts';
import { addFile, type FileTraits } from '../world/add-file.ts';
import { makePoll, type PollDraft } from '../world/make-poll.ts';
import type { Content as StoredContent, FileKind } from '../world/shapes.ts';
import { nextCounter, present, userOf, type World } from '../world/world.ts';

/** `bytes` as base64 text over HTTP; absent: a small placeholder. */
export type Attachment = FileTraits & { fileName?: string; mime?: string; bytes?: Uint8Array | string };

type Media =
  | { photo: Attachment }
  | { livePhoto: Attachment }
  | { video: Attachment }
  | { document: Attachment }
  | { audio: Attachment }
  | { voice: Attachment }
  | { animation: Attachment }
  | { sticker: Attachment }
  | { videoNote: Attachment };

/** The content of a person's message. */
export type Content =
  | string
  | { text: string; entities?: MessageEntity[]; linkPreview?: LinkPreviewOptions }
  | (Media & {
      caption?: string;
      captionEntities?: MessageEntity[];
      spoiler?: boolean;
      captionAbove?: boolean;
    })
  | { contact: { phoneNumber: string; firstName: string; lastName?: string; userId?: number } }
  | { location: { latitude: number; longitude: number; livePeriod?: number } }
  | { venue: { title: string; address: string; latitude: number; longitude: number } }
  | { poll: PollDraft }
  | { dice: { emoji?: string; value?: number } }
  /** Another kind, by the fields of the Bot API; no fields: a kind that the server itself does not know. */
  | { special: Record<string, unknown> };

const TEXT_LIMIT = 4096;
const CAPTION_LIMIT = 1024;
const PREMIUM_CAPTION_LIMIT = 4096;

const MEDIA_KINDS: Record<string, FileKind> = {
  photo: 'photo',
  livePhoto: 'live_photo',
  video: 'video',
  document: 'document',
  audio: 'audio',
  voice: 'voice',
  animation: 'animation',
  sticker: 'sticker',
  videoNote: 'video_note',
};

/** A grey pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  'base64',
);

/** The longest caption of a person: Premium allows more, and a forwarded message brings the caption of its author. */
export function captionLimit(world: World, userId: number, isForwarded: boolean): number {
  const isLong = isForwarded || userOf(world, userId)?.premium === true;
  return isLong ? PREMIUM_CAPTION_LIMIT : CAPTION_LIMIT;
}

/**
 * The content as the sandbox keeps the content.
 *
 * @throws RefusedAct with the words of an app
 */
export function storeContent(
  world: World,
  botId: number,
  content: Content,
  longestCaption = CAPTION_LIMIT,
): StoredContent {
  const fields = (typeof content === 'string' ? { text: content } : content) as Record<string, unknown>;
  if ('text' in fields) return storeText(world, botId, content);
  const mediaName = Object.keys(MEDIA_KINDS).find((name) => name in fields);
  if (mediaName !== undefined) return storeMedia(world, botId, mediaName, fields, longestCaption);
  if (typeof content === 'string') throw new RefusedAct('empty');
  if ('contact' in content) return { kind: 'contact', contact: contactOf(content.contact) };
  if ('location' in content) {
    const { livePeriod: live_period, ...point } = content.location;
    return { kind: 'location', location: present({ ...point, live_period }) as Location };
  }
  if ('special' in content) return { kind: 'special', fields: content.special };
  if ('venue' in content) {
    const { latitude, longitude, title, address } = content.venue;
    const venue: Venue = { location: { latitude, longitude }, title, address };
    return { kind: 'venue', venue };
  }
  if ('poll' in content) {
    requireOptions(content.poll.options);
    return { kind: 'poll', poll: makePoll(world, content.poll) };
  }
  if ('dice' in content) {
    const { emoji = '🎲', value = (nextCounter(world) % 6) + 1 } = content.dice;
    return { kind: 'dice', emoji, value };
  }
  throw new Error(`Unknown content: ${Object.keys(fields).join(', ')}.`);
}

function storeText(world: World, botId: number, content: Content): StoredContent {
  const source =
    typeof content === 'string'
      ? { text: content }
      : (content as { text: string; linkPreview?: LinkPreviewOptions });
  const { text, entities } = formatText(world, botId, source);
  if (text === '') throw new RefusedAct('empty');
  if (isLonger(text, TEXT_LIMIT)) throw new RefusedAct('tooLong', TEXT_LIMIT);
  return {
    kind: 'text',
    text,
    entities,
    linkPreview: 'linkPreview' in source ? source.linkPreview : undefined,
  };
}

function storeMedia(
  world: World,
  botId: number,
  name: string,
  fields: Record<string, unknown>,
  longestCaption: number,
): StoredContent {
  const kind = MEDIA_KINDS[name] ?? 'document';
  const attachment = (fields[name] ?? {}) as Attachment;
  const { bytes, fileName, mime } = attachment;
  const placeholder = kind === 'photo' || kind === 'sticker' ? PIXEL : Buffer.from(`sandbox ${name}`);
  const file = addFile(
    world,
    kind,
    {
      bytes:
        bytes === undefined
          ? placeholder
          : typeof bytes === 'string'
            ? Buffer.from(bytes, 'base64')
            : Buffer.from(bytes),
      fileName: fileName ?? (kind === 'document' ? 'arquivo.txt' : undefined),
      mime,
    },
    attachment,
  );
  return {
    kind,
    file: file.id,
    ...storeCaption(
      world,
      botId,
      typeof fields['caption'] === 'string' ? fields['caption'] : '',
      (fields['captionEntities'] ?? []) as MessageEntity[],
      longestCaption,
    ),
    spoiler: fields['spoiler'] === true ? true : undefined,
    captionAbove: fields['captionAbove'] === true ? true : undefined,
  };
}

/** The words under a file; none, where `text` is empty. */
export function storeCaption(
  world: World,
  botId: number,
  text: string,
  entities: MessageEntity[],
  longest: number,
): { caption: string; captionEntities: MessageEntity[] } {
  const caption = formatText(world, botId, { text, entities });
  if (isLonger(caption.text, longest)) throw new RefusedAct('longCaption', longest);
  return { caption: caption.text, captionEntities: caption.entities };
}

function requireOptions(options: string[]): void {
  const isPlain = options.every((text) => text.trim() !== '') && new Set(options).size === options.length;
  if (!isPlain || options.length < 1 || options.length > 12) throw new RefusedAct('pollOptions');
}

function contactOf(given: {
  phoneNumber: string;
  firstName: string;
  lastName?: string;
  userId?: number;
}): Contact {
  return present({
    phone_number: given.phoneNumber,
    first_name: given.firstName,
    last_name: given.lastName,
    user_id: given.userId,
  }) as Contact;
}
