import { GLYPHS } from '../../../machines/client/glyphs.ts';
import type { Saying } from '../../../machines/client/say.ts';
import { maySeeTicket, type Person } from '../../../machines/desk/may.ts';
import type { ClientId, EpochMs } from '../../../machines/ids.ts';
import type { Keyboard } from '../../../machines/keyboard.ts';
import type { ClientRecord } from '../../actor/record.ts';
import type { Clock } from '../../base/clock.ts';
import { saying } from '../../i18n/saying.ts';
import type { Texts } from '../../i18n/texts.ts';
import { type Delivery, over } from '../../outbox/delivery.ts';
import { privateLane } from '../../outbox/lanes.ts';
import { pressData } from '../../router/button-row.ts';
import type { TicketRow } from '../../store/indexes.ts';
import type { TicketLists } from '../../store/ticket-lists.ts';
import { answerPerson, type ToPerson } from './answer-person.ts';
import { waiting, waitingTime } from './order.ts';

/** Shows a page of the clients who wait for the team. */
export type ShowQueue = { kind: 'showQueue'; page: number } & ToPerson;

export type ListDeps = {
  lists: TicketLists;
  load(client: ClientId): Promise<ClientRecord | null>;
  /** Null: the person left the team. */
  person(id: ToPerson['by']): Promise<Person | null>;
  clock: Pick<Clock, 'now'>;
};

/** Tickets of one page. */
const SHOWN = 10;

export const inPrivate = {
  lane: ({ by }: ToPerson) => privateLane(by),
  needs: 'nothing',
  rank: 'notice',
  order: 'apart',
  onRepeat: 'duplicates',
} as const;

export const showQueue = ({ lists, load, person, clock }: ListDeps): Delivery<ShowQueue> => ({
  ...inPrivate,
  async prepare(effect, _attempt, context) {
    const asker = await person(effect.by);
    if (asker === null) return over();
    const seen = (await lists.open()).filter((row) => maySeeTicket(asker, placeOf(row)));
    const rows = waiting(seen);
    const pages = Math.max(1, Math.ceil(rows.length / SHOWN));
    const page = Math.min(effect.page, pages - 1);
    const now = clock.now();
    const lines = await Promise.all(
      rows.slice(page * SHOWN, (page + 1) * SHOWN).map(async (row) => line(row, now, await load(row.client))),
    );
    const answered = seen.length - rows.length;
    const head =
      rows.length === 0
        ? saying('queue-empty', { answered })
        : saying('queue-head', { answered, waiting: rows.length });
    return answerPerson(effect, [head, ...lines], turns(page, pages, context.texts), context);
  },
});

export const placeOf = ({ board, assignee }: Pick<TicketRow, 'board' | 'assignee'>) => ({
  board,
  department: '',
  assignee,
});

function line(row: TicketRow, now: EpochMs, record: ClientRecord | null): Saying {
  const post = record?.state.context.thread.post ?? null;
  const params = {
    glyph: GLYPHS[row.priority],
    number: String(row.number),
    name: row.name,
    wait: waitingTime(row, now),
  };
  return { ...saying('queue-row', params), ...(post === null ? {} : { url: { post } }) };
}

/** Under every page: the list again. Between pages: back and on. */
function turns(page: number, pages: number, texts: Texts): Keyboard {
  const back = page > 0 ? [{ text: '◀️', press: pressData('queue', String(page - 1)) }] : [];
  const place = pages > 1 ? ` ${page + 1}/${pages}` : '';
  const again = { text: `${texts.say('queue-again')}${place}`, press: pressData('queue', String(page)) };
  const on = page + 1 < pages ? [{ text: '▶️', press: pressData('queue', String(page + 1)) }] : [];
  return [[...back, again, ...on]];
}
