import { returnBigInt } from 'telegram/Helpers.js';
import { Api } from 'telegram/tl/index.js';
import { expect, test } from 'vitest';
import { askMtproto, type MtprotoOptions, openSession } from '../../../src/features/setup-check/mtproto.ts';
import { type Answers, RpcRefusal, startDataCentre } from '../../support/data-centre.ts';

const BOT_ID = 9000;
const BOT_TOKEN = '9000:secret';
const CHANNEL = 1_234_567_890;
const GROUP = 1_987_654_321;
const chats = { channelId: -1_001_234_567_890, groupId: -1_001_987_654_321 };

const user = (id: number, firstName: string, more: { bot?: boolean; deleted?: boolean } = {}): Api.User =>
  new Api.User({
    id: returnBigInt(id),
    firstName,
    ...more,
    // In the schema the two share a flag.
    ...(more.bot === true ? { botInfoVersion: 1 } : {}),
  });
const bot = user(BOT_ID, 'Balcão', { bot: true });

const channel = (id: number, flags: Partial<ConstructorParameters<typeof Api.Channel>[0]>): Api.Channel =>
  new Api.Channel({
    id: returnBigInt(id),
    accessHash: returnBigInt(id * 7),
    title: 'Desk',
    photo: new Api.ChatPhotoEmpty(),
    date: 1,
    ...flags,
  });

const full = (
  id: number,
  flags: Partial<ConstructorParameters<typeof Api.ChannelFull>[0]>,
): Api.ChannelFull =>
  new Api.ChannelFull({
    id: returnBigInt(id),
    about: '',
    readInboxMaxId: 0,
    readOutboxMaxId: 0,
    unreadCount: 0,
    chatPhoto: new Api.PhotoEmpty({ id: returnBigInt(0) }),
    notifySettings: new Api.PeerNotifySettings({}),
    botInfo: [],
    pts: 1,
    ...flags,
  });

type Story = {
  signatures?: boolean;
  hiddenPrehistory?: boolean;
  members?: Record<number, Api.User[]>;
  /** The claimed number of members, if more than shown. */
  count?: number;
  /** The owner of the session. */
  self?: Api.User;
};

/** A data centre with a bot, a channel and a group. */
function telegram(story: Story = {}): Answers {
  const known = [
    channel(CHANNEL, {
      broadcast: true,
      ...(story.signatures === undefined ? {} : { signatures: story.signatures }),
    }),
    channel(GROUP, { megagroup: true }),
  ];
  return {
    'help.GetConfig': () => CONFIG,
    'auth.ImportBotAuthorization': (request) => {
      if (request instanceof Api.auth.ImportBotAuthorization && request.botAuthToken === BOT_TOKEN) {
        return new Api.auth.Authorization({ user: bot });
      }
      throw new RpcRefusal(400, 'ACCESS_TOKEN_INVALID');
    },
    'users.GetUsers': () => [story.self ?? bot],
    'channels.GetChannels': () => new Api.messages.Chats({ chats: known }),
    'channels.GetFullChannel': (request) => {
      const { channel: asked } = request as Api.channels.GetFullChannel;
      requireHash(asked);
      const hidden = story.hiddenPrehistory === undefined ? {} : { hiddenPrehistory: story.hiddenPrehistory };
      return new Api.messages.ChatFull({ fullChat: full(GROUP, hidden), chats: known, users: [] });
    },
    'channels.GetParticipants': (request) => {
      const { channel: asked, offset } = request as Api.channels.GetParticipants;
      const id = requireHash(asked);
      const everybody = story.members?.[id] ?? [bot];
      const users = everybody.slice(offset, offset + 200);
      return new Api.channels.ChannelParticipants({
        count: story.count ?? everybody.length,
        participants: users.map(({ id: userId }) => new Api.ChannelParticipant({ userId, date: 1 })),
        chats: [],
        users,
      });
    },
  };
}

/** Telegram wants the given access hash. */
function requireHash(asked: unknown): number {
  if (!(asked instanceof Api.InputChannel)) throw new RpcRefusal(400, 'CHANNEL_INVALID');
  const id = Number(asked.channelId);
  if (Number(asked.accessHash) !== id * 7) throw new RpcRefusal(400, 'CHANNEL_INVALID');
  return id;
}

const options = (
  networkSocket: MtprotoOptions['networkSocket'],
  more: Partial<MtprotoOptions> = {},
): MtprotoOptions => ({
  apiId: 12_345,
  apiHash: '0123456789abcdef0123456789abcdef',
  session: null,
  botId: BOT_ID,
  botToken: BOT_TOKEN,
  ...(networkSocket === undefined ? {} : { networkSocket }),
  ...more,
});

test('a bot learns over MTProto what the Bot API does not tell', async () => {
  const members = {
    [CHANNEL]: [bot, user(1, 'Bia')],
    [GROUP]: [bot, user(1, 'Bia'), user(2, 'Caio'), user(3, '', { deleted: true })],
  };
  await using centre = await startDataCentre(telegram({ signatures: true, hiddenPrehistory: true, members }));
  const seen = await askMtproto(options(centre.networkSocket), chats);
  expect(seen).toEqual({
    known: true,
    value: {
      signatures: true,
      historyHidden: true,
      channelMembers: {
        people: [
          { id: BOT_ID, name: 'Balcão', isBot: true },
          { id: 1, name: 'Bia', isBot: false },
        ],
        isComplete: true,
      },
      groupMembers: {
        people: [
          { id: BOT_ID, name: 'Balcão', isBot: true },
          { id: 1, name: 'Bia', isBot: false },
          { id: 2, name: 'Caio', isBot: false },
        ],
        isComplete: true,
      },
    },
  });
  expect(centre.asked).toContain('auth.ImportBotAuthorization');
});

test('a large team is read page by page, and a list that Telegram cuts short is known to be', async () => {
  const many = Array.from({ length: 250 }, (_, index) => user(index + 1, `Agent ${index + 1}`));
  await using centre = await startDataCentre(telegram({ members: { [CHANNEL]: many }, count: 251 }));
  const seen = await askMtproto(options(centre.networkSocket), chats);
  expect(seen).toMatchObject({ known: true, value: { channelMembers: { isComplete: false } } });
  expect(seen.known ? seen.value.channelMembers.people : []).toHaveLength(250);
});

test('a session spares the bot another sign-in', async () => {
  await using centre = await startDataCentre(telegram());
  const session = await openSession(options(centre.networkSocket));
  const signIns = () => centre.asked.filter((name) => name === 'auth.ImportBotAuthorization').length;
  expect(signIns()).toBe(1);
  expect(await askMtproto(options(centre.networkSocket, { session }), chats)).toMatchObject({ known: true });
  expect(signIns()).toBe(1);
});

test("somebody else's session is not used", async () => {
  await using centre = await startDataCentre(telegram({ self: user(77, 'Mallory') }));
  const session = await openSession(options(centre.networkSocket, { botId: 77 }));
  expect(await askMtproto(options(centre.networkSocket, { session }), chats)).toEqual({
    known: false,
    reason: 'TG_SESSION belongs to another account; remove it',
  });
});

test('a refusal is told in the words of Telegram, without the token', async () => {
  await using centre = await startDataCentre(telegram());
  const wrong = options(centre.networkSocket, { botToken: '9000:wrong' });
  expect(await askMtproto(wrong, chats)).toEqual({ known: false, reason: 'ACCESS_TOKEN_INVALID' });
  await expect(openSession(wrong)).rejects.toThrow(/could not sign in over MTProto \(ACCESS_TOKEN_INVALID\)/);
});

test('a long rate limit is reported instead of waited for', async () => {
  const answers = telegram();
  answers['channels.GetChannels'] = () => {
    throw new RpcRefusal(420, 'FLOOD_WAIT_900');
  };
  await using centre = await startDataCentre(answers);
  const seen = await askMtproto(options(centre.networkSocket), chats);
  expect(seen.known ? '' : seen.reason).toBe('asked too often; try again in 900 s');
});

test('a bot that lives in another data centre is followed there', async () => {
  const answers = telegram();
  const signIn = answers['auth.ImportBotAuthorization'];
  let tries = 0;
  answers['auth.ImportBotAuthorization'] = (request) => {
    tries += 1;
    if (tries === 1) throw new RpcRefusal(303, 'USER_MIGRATE_2');
    return signIn?.(request);
  };
  await using centre = await startDataCentre(answers);
  expect(await askMtproto(options(centre.networkSocket), chats)).toMatchObject({ known: true });
  expect(tries).toBe(2);
});

test('a data centre that is away ends the question in time', async () => {
  const centre = await startDataCentre(telegram());
  await centre[Symbol.asyncDispose]();
  const seen = await askMtproto(options(centre.networkSocket, { limitMs: 1500 }), chats);
  expect(seen).toMatchObject({ known: false });
});

test('a data centre that does not answer is given up', async () => {
  const answers = telegram();
  delete answers['users.GetUsers'];
  await using centre = await startDataCentre(answers);
  expect(await askMtproto(options(centre.networkSocket), chats)).toMatchObject({ known: false });
  const late = options(centre.networkSocket, { limitMs: 1 });
  expect(await askMtproto(late, chats)).toEqual({ known: false, reason: 'no answer within 0.001 s' });
});

const CONFIG = new Api.Config({
  date: 1,
  expires: 2_000_000_000,
  testMode: false,
  thisDc: 4,
  dcOptions: [2, 4].map((id) => new Api.DcOption({ id, ipAddress: '127.0.0.1', port: 80 })),
  dcTxtDomainName: '',
  chatSizeMax: 200,
  megagroupSizeMax: 200_000,
  forwardedCountMax: 100,
  onlineUpdatePeriodMs: 1,
  offlineBlurTimeoutMs: 1,
  offlineIdleTimeoutMs: 1,
  onlineCloudTimeoutMs: 1,
  notifyCloudDelayMs: 1,
  notifyDefaultDelayMs: 1,
  pushChatPeriodMs: 1,
  pushChatLimit: 1,
  editTimeLimit: 1,
  revokeTimeLimit: 1,
  revokePmTimeLimit: 1,
  ratingEDecay: 1,
  stickersRecentLimit: 1,
  channelsReadMediaPeriod: 1,
  callReceiveTimeoutMs: 1,
  callRingTimeoutMs: 1,
  callConnectTimeoutMs: 1,
  callPacketTimeoutMs: 1,
  meUrlPrefix: 'https://t.me/',
  captionLengthMax: 1024,
  messageLengthMax: 4096,
  webfileDcId: 4,
});
