import type { Say } from '../../../machines/client/say.ts';
import type { MediaContent } from '../../../machines/content.ts';
import type { ThreadMessageId } from '../../../machines/ids.ts';
import type { Version } from '../../actor/command.ts';
import type { Effect } from '../../actor/effects.ts';
import { saying } from '../../i18n/saying.ts';
import { clientOf, type Delivery, over } from '../../outbox/delivery.ts';
import { laneOfMessage } from '../../outbox/lanes.ts';
import { passFile, passText } from '../../outbox/message/copy-calls.ts';
import { under } from '../../outbox/message/reply-target.ts';
import { TEXT_LIMIT } from '../../outbox/render/limits.ts';
import { pieces } from '../../outbox/render/slice.ts';
import { plain } from '../../outbox/render/words.ts';
import { versionWords } from './version-words.ts';

/** Lists the earlier versions of a client's message, one message per page; then the files of those versions. */
type ShowVersions = { kind: 'showVersions'; of: ThreadMessageId; page: number };
type ShowFile = { kind: 'showFile'; of: ThreadMessageId; content: MediaContent };

const inThread = {
  lane: ({ of }) => laneOfMessage(of),
  needs: 'thread',
  rank: 'notice',
  order: 'apart',
  onRepeat: 'duplicates',
} as const satisfies Partial<Delivery<ShowVersions | ShowFile>>;

/** One call per page. The replaced files follow the last page. */
export const showVersions: Delivery<ShowVersions> = {
  ...inThread,
  async prepare({ of, page }, attempt, { chats, links, versions, texts }) {
    const client = clientOf(attempt);
    const linked = await links.privateOf(of);
    const numbers = linked?.client === client && linked.from === 'client' ? linked.numbers : [];
    const all = await Promise.all(numbers.map((n) => versions.of(client, n)));
    if (all.every((known) => known.length === 0)) {
      return over({
        effects: [{ kind: 'say', to: 'thread', text: saying('help-versions'), replyTo: of } satisfies Say],
      });
    }
    const edited = all.filter((known) => known.length > 1);
    const words = edited.length === 0 ? plain(texts.say('versions-none')) : versionWords(edited, texts);
    const pages = pieces(words, TEXT_LIMIT);
    const shown = pages[Math.min(page, pages.length - 1)] ?? words;
    const next: Effect[] =
      page + 1 < pages.length
        ? [{ kind: 'showVersions', of, page: page + 1 } satisfies ShowVersions]
        : edited
            .flatMap(replacedFiles)
            .map((content) => ({ kind: 'showFile', of, content }) satisfies ShowFile);
    const { reply, repliesTo } = under(of, attempt);
    return {
      is: 'call',
      call: passText({ ...shown, linkPreview: { is_disabled: true } }, chats.inGroup(of).chat_id, reply),
      context: { place: 'thread', repliesTo },
      done: () => ({ effects: next }),
    };
  },
};

export const showFile: Delivery<ShowFile> = {
  ...inThread,
  prepare({ of, content }, attempt, { chats }) {
    const { reply, repliesTo } = under(of, attempt);
    return {
      is: 'call',
      call: passFile(content, chats.inGroup(of).chat_id, reply),
      context: { place: 'thread', repliesTo },
      done: () => ({}),
      refused: ({ reason }) => ({
        effects: [
          { kind: 'say', to: 'thread', text: saying('refused-file-gone'), replyTo: of } satisfies Say,
        ],
        parked: reason,
      }),
    };
  },
};

/** Each file once, oldest first, without the current file of the message. */
function replacedFiles(versions: Version[]): MediaContent[] {
  const files = versions.flatMap(({ content }) => (content.kind === 'media' ? [content] : []));
  const now = files.at(-1)?.uniqueId;
  return files.filter(
    ({ uniqueId }, index) =>
      uniqueId !== now && files.findIndex((other) => other.uniqueId === uniqueId) === index,
  );
}
