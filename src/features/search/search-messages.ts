import { fullName } from '../../../machines/client/post-text.ts';
import type { Say, Saying } from '../../../machines/client/say.ts';
import type { AgentId, ClientId, MessageNumber, ThreadMessageId } from '../../../machines/ids.ts';
import type { ClientRecord } from '../../actor/record.ts';
import { saying } from '../../i18n/saying.ts';
import { type Delivery, type DeliveryContext, over } from '../../outbox/delivery.ts';
import { isWrittenInPrivate, type LoggedMessage } from '../../store/conversation-log.ts';
import { searchWords } from '../../store/indexes.ts';
import { wordsOf } from '../../telegram/content.ts';
import { messageUrl } from '../../telegram/message-url.ts';

/** Finds the messages of a client's conversation that contain every word. The answer goes to the asker in private. */
export type SearchMessages = {
  kind: 'searchMessages';
  words: string;
  by: AgentId;
  askedIn: ThreadMessageId;
};

/** Hits in one answer, and the letters shown of a hit. */
const SHOWN = 10;
const SNIPPET = 80;
/** Messages read in one round trip. */
const STEP = 256;

type Hit = { n: MessageNumber; text: string };

export const searchMessages: Delivery<SearchMessages> = {
  lane: () => 'desk',
  needs: 'nothing',
  rank: 'notice',
  order: 'apart',
  onRepeat: 'duplicates',
  async prepare({ words, by, askedIn }, { record }, context) {
    if (record === null) return over();
    const hits = await hitsIn(record, searchWords(words), context);
    const client = { name: fullName(record.profile), id: record.id };
    const shown = await Promise.all(
      hits.slice(0, SHOWN).map((hit) => line(hit, record.id, searchWords(words), context)),
    );
    const text: Saying[] =
      hits.length === 0
        ? [saying('search-none', { client, words })]
        : [saying('search-found', { client, words, count: hits.length }), ...shown.flat()];
    const answer: Say = {
      kind: 'say',
      to: by,
      askedIn,
      text: [...text, saying('search-older', { days: context.logDays() })],
    };
    return over({ effects: [answer] });
  },
};

/** The newest first. The newest version of a message counts. */
async function hitsIn(
  { id, state }: ClientRecord,
  words: readonly string[],
  { versions }: Pick<DeliveryContext, 'versions'>,
): Promise<Hit[]> {
  const hits: Hit[] = [];
  for (let newest: number = state.context.ticket.messages; newest > 0; newest -= STEP) {
    const numbers = Array.from(
      { length: Math.min(STEP, newest) },
      (_, index) => (newest - index) as MessageNumber,
    );
    const known = await Promise.all(numbers.map((n) => versions.of(id, n)));
    for (const [index, n] of numbers.entries()) {
      const content = known[index]?.at(-1)?.content;
      const text = content === undefined ? '' : wordsOf(content);
      const folded = searchWords(text).join(' ');
      if (words.every((word) => folded.includes(word))) hits.push({ n, text });
    }
    // Older messages are forgotten by age.
    if (known.every((all) => all.length === 0)) break;
  }
  return hits;
}

async function line(
  { n, text }: Hit,
  client: ClientId,
  words: readonly string[],
  { log, chats }: Pick<DeliveryContext, 'log' | 'chats'>,
): Promise<Saying[]> {
  const [message] = await log.before(client, n, 1);
  if (message === undefined) return [];
  const place = inThread(message);
  const from = message.from === 'elsewhere' ? 'agent' : message.from;
  const hit = saying(`search-hit-${from}`, { when: { at: message.at }, words: snippet(text, words) });
  return [place === null ? hit : { ...hit, url: messageUrl(chats.inGroup(place)) }];
}

/** Null: the message is not in the thread. */
function inThread({ from, message, delivery }: LoggedMessage): ThreadMessageId | null {
  if (!isWrittenInPrivate(from)) return message as ThreadMessageId;
  return delivery.is === 'sent' ? ((delivery.parts.at(-1) ?? null) as ThreadMessageId | null) : null;
}

/** One line of the text around the first word. */
function snippet(text: string, words: readonly string[]): string {
  const letters = Array.from(text.replace(/\s+/gu, ' ').trim());
  if (letters.length <= SNIPPET) return letters.join('');
  const spoken = letters.join('').split(' ');
  const at = spoken.findIndex((word) =>
    searchWords(word).some((part) => words.some((one) => part.includes(one))),
  );
  const before = Array.from(spoken.slice(0, Math.max(at, 0)).join(' ')).length;
  const begin = Math.max(0, Math.min(before - SNIPPET / 4, letters.length - SNIPPET));
  const cut = letters.slice(begin, begin + SNIPPET).join('');
  return `${begin === 0 ? '' : '…'}${cut}${begin + SNIPPET >= letters.length ? '' : '…'}`;
}
