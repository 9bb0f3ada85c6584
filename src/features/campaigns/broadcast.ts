import { contactValues } from '../../../machines/desk/variables.ts';
import type { ClientId, EpochMs } from '../../../machines/ids.ts';
import type { Dispatch } from '../../actor/dispatch.ts';
import type { ClientStore } from '../../actor/ports.ts';
import { type ClientRecord, mayBeAddressed } from '../../actor/record.ts';
import { SetupError } from '../../base/errors.ts';
import { fillTemplate } from '../../i18n/template.ts';
import type { Campaign, Campaigns } from '../../store/campaigns.ts';
import type { Keys } from '../../store/keys.ts';
import { bulkDurationMs } from './bulk-pace.ts';
import { broadcastTo } from './deliver.ts';
import { toldOnce } from './told.ts';

/** The requested clients: reachable and skipped. */
type Audience = {
  reached: ClientRecord[];
  banned: number;
  /** Clients who blocked the bot, and deleted accounts. */
  unreachable: number;
  /** Ids that never wrote to the desk. */
  unknown: ClientId[];
};

/** `ordered`: waiting for the running desk. `already`: sent or waiting from an earlier run. */
type Ordered = { ordered: number; already: number };

/** Commands to Redis in a batch. */
const BATCH = 100;
const MINUTE_MS = 60 * 1000;
/** A safety margin: no mark may expire between the check and the last command of a run. */
const HOUR_MS = 60 * MINUTE_MS;

export async function audienceOf(
  ids: readonly ClientId[],
  clients: Pick<ClientStore, 'load'>,
): Promise<Audience> {
  const audience: Audience = { reached: [], banned: 0, unreachable: 0, unknown: [] };
  await inBatches(ids, async (id) => {
    const record = await clients.load(id);
    if (record === null) audience.unknown.push(id);
    else if (mayBeAddressed(record)) audience.reached.push(record);
    else if (record.state.value.ticket === 'banned') audience.banned += 1;
    else audience.unreachable += 1;
  });
  return audience;
}

/** @throws SetupError if the name belongs to another text, or if marks of the name may have expired */
export async function checkName(
  campaigns: Campaigns,
  name: string,
  text: string,
  now: EpochMs,
): Promise<void> {
  const begun = await campaigns.find(name);
  if (begun !== null) refuseOther(name, begun, text, now);
}

/**
 * Puts the message into each client's outbox. The same commit marks the client as told, so a retry with the same name is
 * safe: no client gets the message twice.
 * @throws SetupError as `checkName` does
 */
export async function orderBroadcast(
  { name, text }: { name: string; text: string },
  reached: readonly ClientRecord[],
  { keys, campaigns, dispatch }: { keys: Keys; campaigns: Campaigns; dispatch: Dispatch },
  now: EpochMs,
): Promise<Ordered> {
  const campaign = await campaigns.begin(name, { begunAt: now, text }, { kind: 'operator' });
  refuseOther(name, campaign, text, now);
  const ordered: Ordered = { ordered: 0, already: 0 };
  await inBatches(reached, async ({ id, profile }) => {
    const said = fillTemplate(text, contactValues(id, profile));
    const done = await dispatch({
      id: `broadcast:${name}:${id}`,
      owner: id,
      actor: { kind: 'operator' },
      at: now,
      ...toldOnce(keys, name, id, campaign.until + HOUR_MS - now),
      effects: [broadcastTo(name, { kind: 'text', text: said, entities: [] })],
    });
    ordered[done === 'committed' ? 'ordered' : 'already'] += 1;
  });
  return ordered;
}

function refuseOther(name: string, begun: Campaign, text: string, now: EpochMs): void {
  if (begun.text !== text) {
    throw new SetupError(
      `Campaign "${name}" was begun with another text. Repeat it with that text, or give this one a --name of its own.`,
    );
  }
  const ageMs = now - begun.begunAt;
  // A campaign from the future was begun by a clock that was wrong: the age is unknown.
  if (ageMs < -MINUTE_MS || now > begun.until - HOUR_MS) {
    const [from, until] = [begun.begunAt, begun.until - HOUR_MS].map((at) => new Date(at).toISOString());
    throw new SetupError(
      `Campaign "${name}" was begun on ${from} and can be repeated until ${until} only: after that it is not known who was told. Give this one a --name of its own.`,
    );
  }
}

async function inBatches<T>(all: readonly T[], run: (one: T) => Promise<void>): Promise<void> {
  for (let from = 0; from < all.length; from += BATCH) {
    await Promise.all(all.slice(from, from + BATCH).map(run));
  }
}

export function renderAudience(name: string, { reached, banned, unreachable, unknown }: Audience): string {
  const left = [
    ...(banned === 0 ? [] : [`${banned} banned`]),
    ...(unreachable === 0 ? [] : [`${unreachable} who blocked the bot or are gone`]),
    ...(unknown.length === 0 ? [] : [`${unknown.length} who never wrote to this desk (${few(unknown)})`]),
  ];
  return [
    `Campaign "${name}": ${reached.length} ${reached.length === 1 ? 'client' : 'clients'}, at least ${duration(bulkDurationMs(reached.length))}.`,
    ...(left.length === 0 ? [] : [`Left out: ${left.join(', ')}.`]),
  ].join('\n');
}

export const renderOrdered = ({ ordered, already }: Ordered): string =>
  `${ordered} will be told by the running desk${already === 0 ? '' : `; ${already} had been ordered before`}.`;

const few = (ids: readonly ClientId[]): string =>
  ids.length > 10 ? `${ids.slice(0, 10).join(', ')}, …` : ids.join(', ');

function duration(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  const parts = [
    ...(hours === 0 ? [] : [`${hours} h`]),
    ...(minutes === 0 ? [] : [`${minutes} min`]),
    ...(hours > 0 || seconds % 60 === 0 ? [] : [`${seconds % 60} s`]),
  ];
  return parts.length === 0 ? '0 s' : parts.join(' ');
}
