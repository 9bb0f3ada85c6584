import type { UserId } from '../../../machines/ids.ts';
import type { ChatId } from '../../telegram/call.ts';
import { TelegramError } from '../../telegram/error.ts';
import type { SetupApi } from '../../telegram/api.ts';
import type { BoardFacts, CheckedChat, DeepFacts, Facts, Known, WantedBoard } from './facts.ts';
import { type Finding, problem } from './finding.ts';
import { runChecks } from './run-checks.ts';

export type CheckDeps = {
  api: SetupApi;
  wanted: { boards: readonly WantedBoard[]; webhookUrl: Facts['webhookUrl'] };
  /** The people in the list without a private chat with the bot. */
  unreachable(people: UserId[]): Promise<Known<UserId[]>>;
  /** Absent: MTProto is not asked. */
  askMtproto?: (chats: { channelId: ChatId; groupId: ChatId }) => Promise<Known<DeepFacts>>;
};

/** Reads and changes nothing: writes no message, takes no update. */
export async function checkSetup(deps: CheckDeps): Promise<Finding[]> {
  try {
    return runChecks(await gatherFacts(deps));
  } catch (error) {
    if (!(error instanceof TelegramError)) throw error;
    return [noAnswer(error)];
  }
}

/** @throws TelegramError when the bot is refused, or Telegram cannot be asked now */
async function gatherFacts(deps: CheckDeps): Promise<Facts> {
  const { api, wanted } = deps;
  const bot = await api.bot();
  const webhook = await known(() => api.webhook());
  const boards: BoardFacts[] = [];
  // A board after the other: each asks ten questions.
  for (const board of wanted.boards) boards.push(await boardFacts(deps, board, bot.id));
  return { webhookUrl: wanted.webhookUrl, bot, webhook, boards };
}

async function boardFacts(
  { api, unreachable, askMtproto }: CheckDeps,
  wanted: WantedBoard,
  bot: UserId,
): Promise<BoardFacts> {
  const { channelId } = wanted;
  const channel = await known(() => lookAt(api, channelId, bot));
  const groupId = wanted.groupId ?? (channel.known ? channel.value.chat.linkedChatId : null);
  return {
    wanted,
    channel,
    group: groupId === null ? null : await known(() => lookAt(api, groupId, bot)),
    unreachable: await unreachable(humansOf(channel)),
    deep: askMtproto === undefined || groupId === null ? null : await askMtproto({ channelId, groupId }),
  };
}

async function lookAt(api: SetupApi, chat: ChatId, bot: UserId): Promise<CheckedChat> {
  return {
    chat: await api.chat(chat),
    bot: await known(() => api.member(chat, bot)),
    administrators: await known(() => api.administrators(chat)),
  };
}

const humansOf = (channel: Known<CheckedChat>): UserId[] =>
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
