import type { UserId } from '../../../machines/ids.ts';
import type { ChatId } from '../../telegram/call.ts';
import { TelegramError } from '../../telegram/error.ts';
import type { SetupApi } from '../../telegram/api.ts';
import type { DeepFacts, Facts, Known, Place } from './facts.ts';
import { type Finding, problem } from './finding.ts';
import { judge } from './run-checks.ts';

export type ProbeDeps = {
  api: SetupApi;
  wanted: Facts['wanted'];
  /** The people in the list without a private chat with the bot. */
  unreachable(people: UserId[]): Promise<Known<UserId[]>>;
  /** Absent: MTProto is not asked. */
  askMtproto?: (chats: { channelId: ChatId; groupId: ChatId }) => Promise<Known<DeepFacts>>;
};

/** Reads and changes nothing: writes no message, takes no update. */
export async function checkSetup(deps: ProbeDeps): Promise<Finding[]> {
  try {
    return judge(await gatherFacts(deps));
  } catch (error) {
    if (!(error instanceof TelegramError)) throw error;
    return [noAnswer(error)];
  }
}

/** @throws TelegramError when the bot is refused, or Telegram cannot be asked now */
async function gatherFacts({ api, wanted, unreachable, askMtproto }: ProbeDeps): Promise<Facts> {
  const bot = await api.bot();
  const look = (chat: ChatId) => known(() => placeOf(api, chat, bot.id));
  const [webhook, channel] = await Promise.all([known(() => api.webhook()), look(wanted.channelId)]);
  const groupId = wanted.groupId ?? (channel.known ? channel.value.chat.linkedChatId : null);
  const group = groupId === null ? null : await look(groupId);
  return {
    wanted,
    bot,
    webhook,
    channel,
    group,
    unreachable: await unreachable(humansOf(channel)),
    deep:
      askMtproto === undefined || groupId === null
        ? null
        : await askMtproto({ channelId: wanted.channelId, groupId }),
  };
}

async function placeOf(api: SetupApi, chat: ChatId, bot: UserId): Promise<Place> {
  return {
    chat: await api.chat(chat),
    bot: await known(() => api.member(chat, bot)),
    administrators: await known(() => api.administrators(chat)),
  };
}

const humansOf = (channel: Known<Place>): UserId[] =>
  channel.known && channel.value.administrators.known
    ? channel.value.administrators.value.filter(({ isBot }) => !isBot).map(({ id }) => id)
    : [];

/** A refusal is a fact too. A missing answer is not. */
async function known<T>(question: () => Promise<T>): Promise<Known<T>> {
  try {
    return { known: true, value: await question() };
  } catch (error) {
    if (error instanceof TelegramError && error.isFinal) return { known: false, reason: error.message };
    throw error;
  }
}

const noAnswer = (error: TelegramError): Finding =>
  error.isFinal
    ? problem(
        'bot',
        `Telegram does not accept BOT_TOKEN (${error.message}).`,
        'Copy it again from @BotFather.',
      )
    : problem(
        'telegram',
        `Telegram cannot be asked (${error.message}).`,
        error.retryAfterS === null
          ? 'Look at the network and at TELEGRAM_API_ROOT, and try again.'
          : `Try again in ${error.retryAfterS} s.`,
      );
