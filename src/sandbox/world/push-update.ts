import type { Update } from '@grammyjs/types';
import { pairKey } from './keys.ts';
import type { BotDoc } from './shapes.ts';
import { botOf, type World } from './world.ts';

export type UpdateKind = Exclude<keyof Update, 'update_id'>;

/** Not sent unless asked for by name (FACTS.md #31). */
const ON_REQUEST: ReadonlySet<string> = new Set([
  'chat_member',
  'message_reaction',
  'message_reaction_count',
]);

const LIFE_SECONDS: Partial<Record<UpdateKind, number>> = { inline_query: 30, callback_query: 150 };
const DAY_SECONDS = 24 * 60 * 60;
const WEEK_MS = 7 * DAY_SECONDS * 1000;

/**
 * Puts an update into the bot's queue, if the bot asked for the kind at the time of the event. `lane` orders webhook
 * delivery: the updates of a chat come in order.
 */
export function pushUpdate<K extends UpdateKind>(
  world: World,
  botId: number,
  kind: K,
  payload: NonNullable<Update[K]>,
  lane: string,
): void {
  const waits = world.backlog.take(lane, () => makeUpdate(world, botId, kind, payload, lane));
  if (!waits) makeUpdate(world, botId, kind, payload, lane);
}

function makeUpdate<K extends UpdateKind>(
  world: World,
  botId: number,
  kind: K,
  payload: NonNullable<Update[K]>,
  lane: string,
): void {
  const bot = botOf(world, botId);
  const wanted = bot.allowedUpdates?.includes(kind) ?? !ON_REQUEST.has(kind);
  if (!wanted) return;
  const nowMs = world.clock.now();
  const updateId = nextUpdateId(bot, nowMs);
  world.docs.put('bot', String(botId), { ...bot, lastUpdateId: updateId, lastUpdateMs: nowMs });
  const update = { update_id: updateId, [kind]: payload } as Update;
  const expiresAt = nowMs + (LIFE_SECONDS[kind] ?? DAY_SECONDS) * 1000;
  world.docs.put('update', pairKey(botId, updateId), { botId, update, expiresAt, lane });
}

/** After a week of silence it goes on anywhere, above or below (FACTS.md #36): the same in every run. */
function nextUpdateId({ lastUpdateId, lastUpdateMs }: BotDoc, nowMs: number): number {
  if (lastUpdateMs === undefined || nowMs < lastUpdateMs + WEEK_MS) return lastUpdateId + 1;
  return 1 + ((lastUpdateId * 48_271 + Math.floor(nowMs / 1000)) % 1_000_000_000);
}
