import { fullName } from '../../../machines/client/post-text.ts';
import type { Say } from '../../../machines/client/say.ts';
import type { Quote, TextContent } from '../../../machines/content.ts';
import type { EpochMs, MessageNumber, PrivateMessageId, ThreadMessageId } from '../../../machines/ids.ts';
import type { Block, Link, Voice } from '../../actor/command.ts';
import {
  type Attempt,
  type Delivery,
  type DeliveryContext,
  groupOf,
  type WaitingBlock,
} from '../delivery.ts';
import { threadLane } from '../lanes.ts';
import { joinBlocks } from '../render/joined.ts';
import { linesOf, NOBODY, sayingWords } from '../render/saying.ts';
import { concat, slice } from '../render/slice.ts';
import { plain, type Words } from '../render/words.ts';
import { passText } from './copy-calls.ts';
import { linkInThread } from './link.ts';
import { placeInThread } from './reply-target.ts';

/**
 * One message in the thread with words of several authors. Never stored: the outbox joins entries when their time has
 * come.
 *
 * I1 Each block keeps its own link, so an edit, an answer, a quote or a reaction finds the block. The client's last words
 *    are the last link: an answer to the whole message is an answer to the client.
 * I2 The commit keeps the order and the headings, so that an edit of a block lays out the message again. Notes and lines
 *    of the desk alone are never laid out again.
 */
type BlocksInThread = {
  kind: 'blocksInThread';
  blocks: WaitingBlock[];
  replyTo?: PrivateMessageId;
  quote?: Quote;
};

type Laid = { voice: Voice; words: Words; of: { n: MessageNumber; content: TextContent } | null };

export const deliverBlocks: Delivery<BlocksInThread> = {
  lane: threadLane,
  needs: 'thread',
  rank: 'message',
  order: 'story',
  onRepeat: 'duplicates',
  usesClientRate: true,
  async prepare({ blocks, ...about }, attempt, context) {
    const { reply, repliesTo } = await placeInThread(about, null, attempt, context);
    const laid = layOut(blocks, attempt, context);
    return {
      is: 'call',
      call: passText(joinBlocks(laid), groupOf(attempt, context), reply),
      context: { place: 'thread', repliesTo },
      done: ([message]) =>
        message === undefined
          ? {}
          : {
              links: linksOf(laid, message, attempt),
              ...(laid.some(({ of }) => of !== null)
                ? { blocks: { message: message as ThreadMessageId, blocks: laid.map(kept) } }
                : {}),
            },
    };
  },
};

const kept = ({ voice, words, of }: Laid): Block => ({
  voice,
  ...(of === null ? { words } : { n: of.n }),
});

function linksOf(laid: readonly Laid[], message: number, attempt: Attempt): Link[] {
  const isClient = ({ voice }: Laid) => voice.by === 'client';
  const ordered = [...laid.filter((block) => !isClient(block)), ...laid.filter(isClient)];
  return ordered.flatMap(({ of }) => (of === null ? [] : linkInThread(of.n, [message], of.content, attempt)));
}

function layOut(blocks: readonly WaitingBlock[], attempt: Attempt, context: DeliveryContext): Laid[] {
  const laid: Laid[] = [];
  let act: Act | null = null;
  for (const block of blocks) {
    if (block.by !== 'desk') {
      act = null;
      laid.push(spoken(block, attempt));
      continue;
    }
    const next = lineOf(block, attempt, context);
    const line: Act | null = act === null ? null : asOneLine(act, next);
    if (line === null) {
      act = next;
      laid.push({ voice: { by: 'desk' }, words: next.words, of: null });
    } else {
      act = line;
      laid.splice(-1, 1, { voice: { by: 'desk' }, words: line.words, of: null });
    }
  }
  return laid;
}

function spoken(block: Exclude<WaitingBlock, { by: 'desk' }>, { record }: Attempt): Laid {
  const { n, content } = block;
  const words = { text: content.text, entities: content.entities };
  const of = n === null ? null : { n, content };
  if (block.by !== 'client') return { voice: { by: block.by, ...block.author }, words, of };
  return { voice: { by: 'client', name: fullName(record?.profile ?? NOBODY) }, words, of };
}

/** Acts of one person within this time are one line. */
const ONE_LINE_MS = 10_000;

/** A line of the desk. `lead`: the beginning that names the person of the act; null: not the act of a person. */
type Act = { words: Words; lead: string | null; at: EpochMs };

function lineOf(
  { say, at }: { say: Say; at: EpochMs },
  { entry, record }: Attempt,
  context: DeliveryContext,
): Act {
  const lines = linesOf(say);
  const to = { id: entry.owner, profile: record?.profile ?? NOBODY };
  const words = sayingWords(lines, context, to);
  const agent = lines.length === 1 ? lines[0]?.params?.['agent'] : undefined;
  if (typeof agent !== 'object' || !('name' in agent)) return { words, lead: null, at };
  const place = words.text.indexOf(agent.name);
  return { words, lead: place < 0 ? null : words.text.slice(0, place + agent.name.length), at };
}

/** `⚙️ Bia changed the priority · closed the ticket`; null: two lines. */
function asOneLine(before: Act, next: Act): Act | null {
  if (before.lead === null || next.lead !== before.lead || next.at - before.at > ONE_LINE_MS) return null;
  const rest = slice(next.words, next.lead.length);
  return { ...before, words: concat(before.words, plain(' ·'), rest) };
}
