import { Api, TelegramClient } from 'telegram';
import { FloodWaitError, RPCError } from 'telegram/errors/index.js';
import { Logger, type PromisedNetSockets } from 'telegram/extensions/index.js';
import { LogLevel } from 'telegram/extensions/Logger.js';
import { returnBigInt } from 'telegram/Helpers.js';
import { StringSession } from 'telegram/sessions/index.js';
import type { UserId } from '../../../machines/ids.ts';
import { SetupError } from '../../base/errors.ts';
import type { ChatId } from '../../telegram/call.ts';
import type { DeepFacts, Known, Members, Person } from './facts.ts';

/** The only adapter to GramJS. Makes calls open to a bot, and no call with an effect (`FACTS.md #63`). */

export type MtprotoOptions = {
  apiId: number;
  apiHash: string;
  /** Null: the bot signs in again. */
  session: string | null;
  botId: number;
  botToken: string;
  /** Connects to a data centre. @default the socket of GramJS, to Telegram */
  networkSocket?: typeof PromisedNetSockets;
  /** @default 30 s */
  limitMs?: number;
};

/** Asks for facts outside the Bot API. Unknown if Telegram refuses or does not answer in time. */
export async function askMtproto(
  options: MtprotoOptions,
  { channelId, groupId }: { channelId: ChatId; groupId: ChatId },
): Promise<Known<DeepFacts>> {
  try {
    const value = await asBot(options, async (client) => {
      const { chats } = await client.invoke(
        new Api.channels.GetChannels({ id: [blindly(channelId), blindly(groupId)] }),
      );
      const channel = found(chats, channelId);
      const group = found(chats, groupId);
      const { fullChat } = await client.invoke(new Api.channels.GetFullChannel({ channel: inputOf(group) }));
      return {
        signatures: channel.signatures === true,
        historyHidden: fullChat instanceof Api.ChannelFull && fullChat.hiddenPrehistory === true,
        channelMembers: await membersOf(client, channel),
        groupMembers: await membersOf(client, group),
      };
    });
    return { known: true, value };
  } catch (error) {
    return { known: false, reason: reasonOf(error) };
  }
}

/**
 * Returns a value for `TG_SESSION`. The value gives full control of the bot.
 * @throws SetupError when Telegram does not let the bot in
 */
export async function openSession(options: MtprotoOptions): Promise<string> {
  try {
    return await asBot(options, async (client) => String(client.session.save()));
  } catch (error) {
    throw new SetupError(`The bot could not sign in over MTProto (${reasonOf(error)}).`, { cause: error });
  }
}

const LIMIT_MS = 30_000;
/** A longer wait is reported, not waited for. */
const FLOOD_WAIT_S = 5;

async function asBot<T>(options: MtprotoOptions, work: (client: TelegramClient) => Promise<T>): Promise<T> {
  const { apiId, apiHash, session, botId, botToken, networkSocket, limitMs = LIMIT_MS } = options;
  const client = new TelegramClient(new StringSession(session ?? ''), apiId, apiHash, {
    baseLogger: new Logger(LogLevel.NONE),
    connectionRetries: 2,
    reconnectRetries: 1,
    requestRetries: 2,
    floodSleepThreshold: FLOOD_WAIT_S,
    ...(networkSocket === undefined ? {} : { networkSocket }),
  });
  // GramJS prints errors by default.
  client.onError = async () => {};
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new SetupError(`no answer within ${limitMs / 1000} s`)), limitMs);
  });
  async function run(): Promise<T> {
    await client.connect();
    if (session === null) {
      await client.invoke(
        new Api.auth.ImportBotAuthorization({ apiId, apiHash, botAuthToken: botToken, flags: 0 }),
      );
    }
    await requireBot(client, botId);
    return work(client);
  }
  try {
    return await Promise.race([run(), late]);
  } finally {
    clearTimeout(timer);
    // `disconnect` leaves the update loop running.
    await client.destroy();
  }
}

async function requireBot(client: TelegramClient, botId: number): Promise<void> {
  const [self] = await client.invoke(new Api.users.GetUsers({ id: [new Api.InputUserSelf()] }));
  if (Number(self?.id) !== botId) {
    throw new SetupError('TG_SESSION belongs to another account; remove it');
  }
}

const PAGE = 200;
const MOST = 1000;

async function membersOf(client: TelegramClient, channel: Api.Channel): Promise<Members> {
  const people: Person[] = [];
  for (let seen = 0; seen < MOST; ) {
    const page = await client.invoke(
      new Api.channels.GetParticipants({
        channel: inputOf(channel),
        filter: new Api.ChannelParticipantsRecent(),
        offset: seen,
        limit: PAGE,
        hash: returnBigInt(0),
      }),
    );
    if (!(page instanceof Api.channels.ChannelParticipants) || page.participants.length === 0) break;
    people.push(...page.users.flatMap(personOf));
    seen += page.participants.length;
    if (seen >= page.count) return { people, isComplete: true };
  }
  return { people, isComplete: false };
}

/** GramJS reads absent fields as null, against the types. */
function personOf(user: Api.TypeUser): Person[] {
  if (!(user instanceof Api.User) || user.deleted === true) return [];
  const parts: unknown[] = [user.firstName, user.lastName];
  const name = parts.filter((part) => typeof part === 'string' && part !== '').join(' ');
  return [{ id: Number(user.id) as UserId, name, isBot: user.bot === true }];
}

/** A member bot may name a channel without the access hash. */
const blindly = (chat: ChatId): Api.InputChannel =>
  new Api.InputChannel({ channelId: returnBigInt(bareId(chat)), accessHash: returnBigInt(0) });

const inputOf = ({ id, accessHash }: Api.Channel): Api.InputChannel =>
  new Api.InputChannel({ channelId: id, accessHash: accessHash ?? returnBigInt(0) });

function found(chats: readonly Api.TypeChat[], wanted: ChatId): Api.Channel {
  const channel = chats.find((chat) => chat instanceof Api.Channel && Number(chat.id) === bareId(wanted));
  if (channel instanceof Api.Channel) return channel;
  throw new SetupError(`the bot does not see ${wanted}`);
}

/** The Bot API puts -100 in front of the ids of channels and supergroups. */
const bareId = (chat: ChatId): number => -chat - 1_000_000_000_000;

function reasonOf(error: unknown): string {
  if (error instanceof FloodWaitError) return `asked too often; try again in ${error.seconds} s`;
  if (error instanceof RPCError) return error.errorMessage;
  return error instanceof Error ? error.message : String(error);
}
