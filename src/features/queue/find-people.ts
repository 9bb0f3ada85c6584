import { postFace } from '../../../machines/client/post-text.ts';
import type { Saying } from '../../../machines/client/say.ts';
import { maySeeContact, type Person } from '../../../machines/desk/may.ts';
import type { ClientId } from '../../../machines/ids.ts';
import { type ClientRecord, isErased } from '../../actor/record.ts';
import { saying } from '../../i18n/saying.ts';
import { type Delivery, over } from '../../outbox/delivery.ts';
import { contactWords, searchWords } from '../../store/indexes.ts';
import { answerPerson, type ToPerson } from './answer-person.ts';
import { inPrivate, type ListDeps, placeOf } from './show-queue.ts';

/** Finds clients by name, id, @username or ticket number. */
export type FindPeople = { kind: 'findPeople'; words: string } & ToPerson;

/** People in one answer, and people that are looked at. */
const SHOWN = 20;
const LOOKED_AT = 500;

export const findPeople = (deps: Omit<ListDeps, 'clock'>): Delivery<FindPeople> => ({
  ...inPrivate,
  async prepare(effect, _attempt, context) {
    const asker = await deps.person(effect.by);
    if (asker === null) return over();
    const { words } = effect;
    const found = (await recordsOf(words, deps)).filter((record) => maySee(asker, record));
    if (found.length === 0) return answerPerson(effect, [saying('people-none', { words })], [], context);
    const lines = [
      saying('people-found', { words, count: found.length }),
      ...found.slice(0, SHOWN).map(line),
      ...(found.length > SHOWN ? [saying('people-more', { count: found.length - SHOWN })] : []),
    ];
    return answerPerson(effect, lines, [], context);
  },
});

const TICKET = /^#?([1-9]\d{0,14})$/;

/** The client of the ticket first, then the clients whose words begin with all the given words. */
async function recordsOf(
  asked: string,
  { lists, load }: Pick<ListDeps, 'lists' | 'load'>,
): Promise<ClientRecord[]> {
  const number = TICKET.exec(asked.trim())?.[1];
  const words = searchWords(asked);
  const isTicketOnly = asked.trim().startsWith('#');
  const [byTicket, byWord] = await Promise.all([
    number === undefined ? null : lists.clientOfTicket(Number(number)),
    isTicketOnly ? [] : lists.candidates(words, LOOKED_AT),
  ]);
  const ids = [...new Set<ClientId>([...(byTicket === null ? [] : [byTicket]), ...byWord])];
  const records = await Promise.all(ids.map(load));
  return records.filter(
    (record): record is ClientRecord =>
      record !== null && !isErased(record) && (record.id === byTicket || hasAll(record, words)),
  );
}

function hasAll(record: ClientRecord, words: readonly string[]): boolean {
  const own = contactWords(record);
  return words.every((word) => own.some((one) => one.startsWith(word)));
}

function maySee(asker: Person, { state }: ClientRecord): boolean {
  const { thread, ticket } = state.context;
  return maySeeContact(asker, [placeOf({ board: thread.board, assignee: ticket.assignee })]);
}

function line({ state, profile, id }: ClientRecord): Saying {
  const { post } = state.context.thread;
  const { glyph, name, ticket } = postFace(state, profile);
  const params = {
    glyph,
    name,
    id: String(id),
    number: ticket === 0 ? '' : ` · #${ticket}`,
    username: profile.username === null ? '' : ` · @${profile.username}`,
  };
  return { ...saying('people-row', params), ...(post === null ? {} : { url: { post } }) };
}
