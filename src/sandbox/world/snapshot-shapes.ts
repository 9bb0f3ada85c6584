import { z } from 'zod';
import { isMime } from './add-file.ts';
import { isFileName } from './file-store.ts';
import type { Kind, Shapes } from './shapes.ts';

/** The kinds of documents in a snapshot. */
export type KeptKind = Exclude<Kind, 'update' | 'copy' | 'expiry'>;

const id = z.int();
const count = z.int().nonnegative();
const text = z.string();
const name = z.string().min(1);
const optionalText = text.optional();
const flag = z.literal(true).optional();

/** Objects of the Bot API: fields in use are checked, other fields are shown unchanged. */
const telegram = <T>(schema: z.ZodType): z.ZodType<T> => schema as z.ZodType<T>;

const entities = telegram<Extract<Shapes['message']['content'], { kind: 'text' }>['entities']>(
  z.array(z.looseObject({ type: name, offset: count, length: count })),
);
const markup = telegram<NonNullable<Shapes['message']['markup']>>(
  z.looseObject({ inline_keyboard: z.array(z.array(z.looseObject({ text }))) }),
);
const location = { latitude: z.number(), longitude: z.number() };
const reactionTypes = z.array(z.looseObject({ type: name }));
const pollSchema = z.looseObject({
  id: name,
  question: text,
  options: z.array(z.looseObject({ text, voter_count: count })),
  total_voter_count: count,
  is_closed: z.boolean(),
  is_anonymous: z.boolean(),
  type: z.enum(['regular', 'quiz']),
});

const board = z.strictObject({ channelId: id, groupId: id });

const fileKind = z.enum([
  'photo',
  'live_photo',
  'video',
  'document',
  'audio',
  'voice',
  'animation',
  'sticker',
  'video_note',
]);

const content = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('text'),
    text,
    entities,
    linkPreview: telegram<{ is_disabled?: boolean }>(z.looseObject({})).optional(),
  }),
  z.strictObject({
    kind: fileKind,
    file: name,
    caption: text,
    captionEntities: entities,
    spoiler: z.boolean().optional(),
    captionAbove: z.boolean().optional(),
  }),
  z.strictObject({
    kind: z.literal('contact'),
    contact: z.looseObject({ phone_number: text, first_name: text }),
  }),
  z.strictObject({ kind: z.literal('location'), location: z.looseObject(location) }),
  z.strictObject({
    kind: z.literal('venue'),
    venue: z.looseObject({ location: z.looseObject(location), title: text, address: text }),
  }),
  z.strictObject({
    kind: z.literal('poll'),
    poll: pollSchema,
    votes: z.record(z.string(), z.array(count)).optional(),
  }),
  z.strictObject({ kind: z.literal('dice'), emoji: name, value: count }),
  z.strictObject({ kind: z.literal('special'), fields: z.record(z.string(), z.unknown()) }),
  z.strictObject({ kind: z.literal('pinned'), messageId: id }),
  z.strictObject({ kind: z.literal('joined'), userIds: z.array(id).min(1) }),
  z.strictObject({ kind: z.literal('departed'), userId: id }),
  z.strictObject({ kind: z.enum(['migrated-to', 'migrated-from']), chatId: id }),
]);

const origin = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('user'), userId: id, date: count }),
  z.strictObject({ type: z.literal('hidden_user'), name: text, date: count }),
  z.strictObject({ type: z.literal('chat'), chatId: id, signature: optionalText, date: count }),
  z.strictObject({
    type: z.literal('channel'),
    chatId: id,
    messageId: id,
    signature: optionalText,
    date: count,
  }),
]);

const role = z.enum(['creator', 'administrator', 'member', 'restricted', 'left', 'kicked']);

const chatSettings = z.strictObject({
  slow_mode_delay: count.optional(),
  message_auto_delete_time: count.optional(),
  join_to_send_messages: flag,
  join_by_request: flag,
  is_forum: flag,
  has_aggressive_anti_spam_enabled: flag,
  hiddenHistory: flag,
  available_reactions: reactionTypes.optional(),
  has_protected_content: flag,
  signs: flag,
  permissions: z.record(z.string(), z.boolean()).optional(),
});

/**
 * The fields of each kind of document. An unknown field is refused. A snapshot holds no token and no webhook: a token
 * is a secret, and a foreign webhook must not be called.
 */
export const SHAPES: { [K in KeptKind]: z.ZodType } = {
  world: z.strictObject({
    version: z.literal(1),
    botId: id.positive(),
    channelId: id.negative(),
    groupId: id.negative(),
    counter: count,
    aheadMs: z.number().nonnegative().optional(),
  }),
  bot: z.strictObject({
    id: id.positive(),
    firstName: name,
    username: name,
    readsAllMessages: z.boolean(),
    inline: z.boolean(),
    inlineFeedback: flag,
    place: board.optional(),
    boards: z.array(board).optional(),
    lastPrivateMessageId: count,
    lastUpdateId: count,
    lastUpdateMs: z.number().optional(),
    commands: z.record(z.string(), z.array(z.strictObject({ command: name, description: text }))),
    menuButtons: z.record(z.string(), z.unknown()),
  }),
  user: z.strictObject({
    id: id.positive(),
    firstName: name,
    lastName: optionalText,
    username: optionalText,
    languageCode: optionalText,
    isBot: flag,
    premium: flag,
    deactivated: flag,
  }),
  chat: z.strictObject({
    id: id.negative(),
    type: z.enum(['channel', 'supergroup', 'group']),
    title: text,
    username: optionalText,
    linkedChatId: id.optional(),
    migratedTo: id.optional(),
    deleted: flag,
    lastMessageId: count,
    hiddenMembers: flag,
    settings: chatSettings.optional(),
  }),
  member: z.strictObject({
    chatId: id.negative(),
    userId: id.positive(),
    role,
    isAnonymous: z.boolean().optional(),
    title: optionalText,
    bannedUntil: z.number().optional(),
    rights: z.record(z.string(), z.boolean()).optional(),
  }),
  contact: z.strictObject({
    botId: id.positive(),
    userId: id.positive(),
    started: z.boolean(),
    blocked: z.boolean(),
  }),
  invite: z.strictObject({
    link: z.string().regex(/^https:\/\/t\.me\/\+[\w-]{16}$/),
    chatId: id.negative(),
    creatorId: id.positive(),
    name: optionalText,
    expireDate: count.optional(),
    memberLimit: count.optional(),
    createsJoinRequest: z.boolean(),
    isRevoked: flag,
    uses: count,
  }),
  joinRequest: z.strictObject({
    chatId: id.negative(),
    userId: id.positive(),
    date: count,
    link: optionalText,
  }),
  message: z.strictObject({
    key: name,
    chatId: id,
    id: id.positive(),
    date: count,
    editDate: count.optional(),
    author: id,
    from: id.optional(),
    senderChat: id.optional(),
    signature: optionalText,
    content,
    markup: markup.optional(),
    replyKeyboard: flag,
    replyTo: id.optional(),
    externalReply: z.strictObject({ chatId: id, messageId: id, origin, content }).optional(),
    quote: z.looseObject({ text, position: count }).optional(),
    thread: id.optional(),
    origin: origin.optional(),
    copyOf: z.strictObject({ chatId: id, messageId: id, date: count, signature: optionalText }).optional(),
    albumId: z
      .string()
      .regex(/^\d{1,20}$/)
      .optional(),
    protected: flag,
    viaBot: id.optional(),
    reactions: z.record(z.string().regex(/^-?\d+$/), z.array(name)).optional(),
  }),
  pin: z.strictObject({ key: name, messageId: id.positive() }),
  file: z.strictObject({
    id: z.string().regex(/^AQAD[0-9a-z]{8,12}$/),
    kind: fileKind,
    size: count,
    name: optionalText,
    mime: z.string().refine(isMime, 'no type of a file').optional(),
    width: count.optional(),
    height: count.optional(),
    durationSeconds: z.number().nonnegative().optional(),
    emoji: optionalText,
    performer: optionalText,
    title: optionalText,
    path: z.string().refine(isFileName, 'no name of a file of the sandbox'),
  }),
};
