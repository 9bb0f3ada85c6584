import { systemClock } from '../../base/clock.ts';
import { SetupError } from '../../base/errors.ts';
import type { Proxies } from '../../config/proxy.ts';
import type { Config, Mtproto } from '../../config/config.ts';
import { findRunningSandbox } from '../../sandbox/control/find-running.ts';
import type { OpenStoreOptions } from '../../store/open-store.ts';
import type { ChatId } from '../../telegram/call.ts';
import type { SetupApi } from '../../telegram/api.ts';
import { createTelegramApi } from '../../telegram/grammy-api.ts';
import { type StoredState, openStoredState } from './stored-state.ts';
import type { DeepFacts, Known, WantedBoard } from './facts.ts';
import { type Finding, unknown } from './finding.ts';
import { checkSetup, type CheckDeps } from './gather-facts.ts';
import { loadMtproto } from './load-mtproto.ts';
import { probe } from './probe.ts';
import { hasProblem } from './report.ts';

/** The bot and the chats to check. */
type Target = {
  token: string;
  apiRoot: string;
  botId: number;
  channelId: ChatId;
  groupId: ChatId | null;
  mtproto: Mtproto | null;
  /** Null: every address is called directly. */
  proxies: Proxies | null;
};

/**
 * Runs the whole check of the configured desk.
 * @param withProbe also runs the probe, unless the desk runs
 * @throws SetupError if no desk is configured and no sandbox runs
 */
export async function runCheck(
  config: Config,
  store: OpenStoreOptions,
  withProbe: boolean,
): Promise<Finding[]> {
  const target = await targetOf(config);
  const { setup: api } = createTelegramApi(target.token, target.apiRoot, target);
  const stored = await openStoredState(config, target.botId, store);
  try {
    const findings = await checkSetup({
      api,
      wanted: wantedBy(config, target, await stored.laterBoards()),
      unreachable: stored.unreachable,
      ...mtprotoOf(target),
    });
    return withProbe ? [...findings, ...(await probeBoard(target, api, stored, findings))] : findings;
  } finally {
    await stored.close();
  }
}

/**
 * Returns a value for `TG_SESSION`.
 * @throws SetupError if the bot cannot sign in
 */
export async function newSession(config: Config): Promise<string> {
  const { token, botId, mtproto, proxies } = await targetOf(config);
  if (mtproto === null) {
    throw new SetupError(
      'Set BOT_TOKEN, API_ID and API_HASH (my.telegram.org → API development tools) first.',
    );
  }
  const { openSession } = await loadMtproto();
  const { apiId, apiHash } = mtproto;
  const options = { apiId, apiHash: apiHash.reveal(), session: null, botId, botToken: token };
  return openSession(options).catch((error: unknown) => {
    if (proxies === null || !(error instanceof SetupError)) throw error;
    throw new SetupError(`${error.message} ${NO_PROXY_HERE}`, { cause: error });
  });
}

/**
 * The bot and the first board, as configured or of the running sandbox.
 * @throws SetupError if no desk is configured and no sandbox runs
 */
export async function targetOf({ bot, http, proxies }: Config): Promise<Target> {
  if (bot.kind === 'telegram') return { ...bot, token: bot.token.reveal(), proxies };
  const sandbox = http.port === 0 ? null : await findRunningSandbox(http.host, http.port);
  if (sandbox !== null) return { ...sandbox, apiRoot: sandbox.url, mtproto: null, proxies };
  const missing =
    http.port === 0
      ? 'BOT_TOKEN is not set, and PORT=0 does not say where the sandbox is. Set PORT to the port of its console'
      : `BOT_TOKEN is not set, and no sandbox answers at http://${http.host}:${http.port}. Start the desk (npm start) and run this again in another terminal`;
  throw new SetupError(`${missing}, or set BOT_TOKEN and CHANNEL_ID to check your own channel.`);
}

const wantedBy = (
  { updates }: Config,
  { channelId, groupId }: Target,
  later: readonly WantedBoard[],
): CheckDeps['wanted'] => ({
  boards: [{ channelId, groupId }, ...later],
  webhookUrl: updates.kind === 'webhook' ? updates.url : null,
});

const NO_PROXY_HERE =
  'MTProto goes out directly and not through HTTPS_PROXY: run this where Telegram can be reached without a proxy.';

function mtprotoOf({ mtproto, botId, token, proxies }: Target): Pick<CheckDeps, 'askMtproto'> {
  if (mtproto === null) return {};
  const { apiId, apiHash, session } = mtproto;
  return {
    async askMtproto(chats): Promise<Known<DeepFacts>> {
      try {
        const { askMtproto } = await loadMtproto();
        const options = {
          apiId,
          apiHash: apiHash.reveal(),
          session: session?.reveal() ?? null,
          botId,
          botToken: token,
        };
        const facts = await askMtproto(options, chats);
        if (facts.known || proxies === null) return facts;
        return { known: false, reason: `${facts.reason}. ${NO_PROXY_HERE}` };
      } catch (error) {
        if (error instanceof SetupError) return { known: false, reason: error.message };
        throw error;
      }
    },
  };
}

async function probeBoard(
  { token, apiRoot, channelId, groupId, proxies }: Target,
  api: SetupApi,
  { isServed }: StoredState,
  findings: readonly Finding[],
): Promise<Finding[]> {
  const check = 'probe';
  if (hasProblem(findings)) return [unknown(check, 'Not tried out: fix the problems first.')];
  if (!isServed.known) {
    return [unknown(check, `Not tried out: nobody knows whether the desk runs (${isServed.reason}).`)];
  }
  if (isServed.value) {
    return [
      unknown(
        check,
        'Not tried out: the desk is running, and every client who writes tries it out.',
        'Stop the desk first, if you want to see it tried out without a client.',
      ),
    ];
  }
  const group = groupId ?? (await api.chat(channelId)).linkedChatId;
  if (group === null) return [];
  const { call } = createTelegramApi(token, apiRoot, { proxies });
  return probe({ call, api, clock: systemClock, channelId, groupId: group });
}
