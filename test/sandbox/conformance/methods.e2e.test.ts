import { expect } from 'vitest';
import type { Params } from '../bot-client.ts';
import { type Case, conform, type Scene } from './table.ts';

const BAD = '400 Bad Request:';
const MISSING = 987_654;

/** The stage: a client's text and photo, a comment, a thread. */
async function furniture(scene: Scene) {
  const thread = await scene.thread();
  const ana = await scene.client();
  const texts = [scene.people.write(ana, 'oi'), scene.people.write(ana, 'tchau')];
  scene.people.write(ana, { photo: {}, caption: 'foto' });
  const file_id = (await scene.heard('message'))[2]?.photo?.[0]?.file_id;
  const own = await scene.reply(thread, 'daqui');
  const inGroup = { chat_id: scene.groupId, message_id: own.message_id };
  return { ...thread, ana, texts, file_id, inGroup };
}

type Furniture = Awaited<ReturnType<typeof furniture>>;

type Row = [
  method: string,
  claim: string,
  params: (at: Furniture & Pick<Scene, 'groupId' | 'channelId' | 'owner'>) => Params,
  answer: string,
];

const answers = ([method, claim, params, answer]: Row): Case => ({
  source: `FACTS.md #37 ${method}`,
  claim,
  async run(scene) {
    const at = await furniture(scene);
    expect(await scene.refusal(method, params({ ...scene, ...at }))).toBe(answer);
  },
});

const NOT_MODIFIED = `${BAD} message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message`;

const SENDING: Row[] = [
  [
    'sendMessage',
    'in reply to nothing (BA:8523)',
    ({ groupId }) => ({ chat_id: groupId, text: 'a', reply_parameters: { message_id: MISSING } }),
    `${BAD} message to be replied not found`,
  ],
  [
    'sendMessage',
    'with a quote that is not there',
    ({ groupId, rootId }) => ({
      chat_id: groupId,
      text: 'a',
      reply_parameters: { message_id: rootId, quote: 'nunca escrito' },
    }),
    `${BAD} QUOTE_TEXT_INVALID`,
  ],
  [
    'sendPhoto',
    'without one (BA:12958)',
    ({ groupId }) => ({ chat_id: groupId }),
    `${BAD} there is no photo in the request`,
  ],
  [
    'sendDocument',
    'without one (BA:12958)',
    ({ groupId }) => ({ chat_id: groupId }),
    `${BAD} there is no document in the request`,
  ],
  [
    'copyMessage',
    'of nothing',
    ({ groupId, ana }) => ({ chat_id: groupId, from_chat_id: ana, message_id: MISSING }),
    `${BAD} message to copy not found`,
  ],
  [
    'forwardMessage',
    'of nothing',
    ({ groupId, ana }) => ({ chat_id: groupId, from_chat_id: ana, message_id: MISSING }),
    `${BAD} message to forward not found`,
  ],
  [
    'copyMessages',
    'of none (BA:6278)',
    ({ groupId, ana }) => ({ chat_id: groupId, from_chat_id: ana, message_ids: [] }),
    `${BAD} message identifiers are not specified`,
  ],
  [
    'copyMessages',
    'of more than 100',
    ({ groupId, ana }) => ({
      chat_id: groupId,
      from_chat_id: ana,
      message_ids: Array.from({ length: 101 }, (_, at) => at + 1),
    }),
    `${BAD} too many message identifiers specified`,
  ],
  [
    'copyMessages',
    'out of order',
    ({ groupId, ana, texts }) => ({
      chat_id: groupId,
      from_chat_id: ana,
      message_ids: [texts[1], texts[0]],
    }),
    `${BAD} message identifiers must be in a strictly increasing order`,
  ],
  [
    'forwardMessages',
    'all missing (TD:24279)',
    ({ groupId, ana }) => ({ chat_id: groupId, from_chat_id: ana, message_ids: [MISSING, MISSING + 1] }),
    `${BAD} there are no messages to forward`,
  ],
  [
    'sendChatAction',
    'of an unknown kind (BA:13446)',
    ({ groupId }) => ({ chat_id: groupId, action: 'dancing' }),
    `${BAD} wrong parameter action in request`,
  ],
];

const CHANGING: Row[] = [
  [
    'editMessageText',
    'of nothing',
    ({ groupId }) => ({ chat_id: groupId, message_id: MISSING, text: 'a' }),
    `${BAD} message to edit not found`,
  ],
  [
    'editMessageText',
    'of the copy of a post (TD:22833)',
    ({ groupId, rootId }) => ({ chat_id: groupId, message_id: rootId, text: 'a' }),
    `${BAD} message can't be edited`,
  ],
  [
    'editMessageText',
    "of a client's message (TD:22833)",
    ({ ana, texts }) => ({ chat_id: ana, message_id: texts[0], text: 'a' }),
    `${BAD} message can't be edited`,
  ],
  ['editMessageText', 'to the same (BA:107)', ({ inGroup }) => ({ ...inGroup, text: 'daqui' }), NOT_MODIFIED],
  [
    'editMessageCaption',
    'of a text',
    ({ inGroup }) => ({ ...inGroup, caption: 'a' }),
    `${BAD} there is no caption in the message to edit`,
  ],
  [
    'deleteMessage',
    'of nothing',
    ({ groupId }) => ({ chat_id: groupId, message_id: MISSING }),
    `${BAD} message to delete not found`,
  ],
  [
    'deleteMessages',
    'ignores ids that are not there (BA:13812)',
    ({ groupId, inGroup }) => ({ chat_id: groupId, message_ids: [inGroup.message_id, MISSING] }),
    'ok',
  ],
  [
    'pinChatMessage',
    'of nothing',
    ({ groupId }) => ({ chat_id: groupId, message_id: MISSING }),
    `${BAD} message to pin not found`,
  ],
  [
    'unpinChatMessage',
    'of nothing',
    ({ groupId }) => ({ chat_id: groupId, message_id: MISSING }),
    `${BAD} message to unpin not found`,
  ],
  [
    'setMessageReaction',
    'to nothing',
    ({ groupId }) => ({
      chat_id: groupId,
      message_id: MISSING,
      reaction: [{ type: 'emoji', emoji: '👍' }],
    }),
    `${BAD} message to react not found`,
  ],
  [
    'setMessageReaction',
    'with what is no reaction',
    ({ inGroup }) => ({ ...inGroup, reaction: [{ type: 'emoji', emoji: 'x' }] }),
    `${BAD} REACTION_INVALID`,
  ],
  [
    'setMessageReaction',
    'of an unknown type',
    ({ inGroup }) => ({ ...inGroup, reaction: [{ type: 'nonsense' }] }),
    `${BAD} invalid reaction type specified`,
  ],
];

const CHATS: Row[] = [
  [
    'getChatMember',
    'of no number',
    ({ groupId }) => ({ chat_id: groupId, user_id: 'x' }),
    `${BAD} invalid user_id specified`,
  ],
  [
    'getChatAdministrators',
    'of a private chat (BA:15121)',
    ({ ana }) => ({ chat_id: ana }),
    `${BAD} there are no administrators in the private chat`,
  ],
  [
    'banChatMember',
    'of the owner',
    ({ groupId, owner }) => ({ chat_id: groupId, user_id: owner }),
    `${BAD} can't remove chat owner`,
  ],
  [
    'banChatMember',
    'of itself',
    ({ groupId }) => ({ chat_id: groupId, user_id: 9000 }),
    `${BAD} can't restrict self`,
  ],
  [
    'unbanChatMember',
    'in a private chat (BA:15346)',
    ({ ana }) => ({ chat_id: ana, user_id: ana }),
    `${BAD} method is available for supergroup and channel chats only`,
  ],
  ['getFile', 'of what is no file id', () => ({ file_id: 'xyz' }), `${BAD} invalid file_id`],
  [
    'setMyCommands',
    'of what is no command',
    () => ({ commands: [{ command: 'ação', description: 'a' }] }),
    `${BAD} BOT_COMMAND_INVALID`,
  ],
  [
    'setMyCommands',
    'of what is no list',
    () => ({ commands: { command: 'a', description: 'a' } }),
    `${BAD} can't parse commands JSON object`,
  ],
  [
    'setMyCommands',
    'of a long command (BA:10597)',
    () => ({ commands: [{ command: 'a'.repeat(33), description: 'a' }] }),
    `${BAD} command length must not exceed 32`,
  ],
  [
    'setMyCommands',
    'of an unknown scope (BA:10597)',
    () => ({ commands: [], scope: { type: 'nonsense' } }),
    `${BAD} can't parse BotCommandScope: unsupported type specified`,
  ],
  [
    'setChatMenuButton',
    'of an unknown type (BA:10702)',
    () => ({ menu_button: { type: 'nonsense' } }),
    `${BAD} menuButton has unsupported type`,
  ],
  [
    'setChatMenuButton',
    'to a Web App without HTTPS',
    () => ({ menu_button: { type: 'web_app', text: 'a', web_app: { url: 'http://a.com' } } }),
    `${BAD} menu button Web App URL 'http://a.com' is invalid: Only HTTPS links are allowed`,
  ],
  [
    'setWebhook',
    'without HTTPS (WH:691)',
    () => ({ url: 'http://example.org/hook' }),
    `${BAD} bad webhook: An HTTPS URL must be provided for webhook`,
  ],
  [
    'setWebhook',
    'on another port',
    () => ({ url: 'https://example.org:8000/hook' }),
    `${BAD} bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443`,
  ],
  [
    'setWebhook',
    'with a secret that no header could carry',
    () => ({ url: 'https://example.org/hook', secret_token: 'é' }),
    `${BAD} secret token contains unallowed characters`,
  ],
];

conform('refusals of what sends', SENDING.map(answers));
conform('refusals of what changes', CHANGING.map(answers));
conform('refusals of what asks and sets', CHATS.map(answers));
