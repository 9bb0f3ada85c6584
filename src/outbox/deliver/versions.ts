import type { MediaContent } from '../../../machines/content.ts';
import type { DeskEffect } from '../../actor/effects.ts';
import type { Version } from '../../actor/command.ts';
import { TEXT_LIMIT } from '../render/limits.ts';
import { pieces } from '../render/slice.ts';
import { versionWords } from '../render/versions.ts';
import { plain } from '../render/words.ts';
import { clientOf, type Delivery, over } from './delivery.ts';
import { passFile, passText } from './copy-calls.ts';
import { under } from './to-thread.ts';

type Kind<K extends string> = Extract<DeskEffect, { kind: K }>;

/** One call a page. Behind the last come the files that were replaced. */
export const showVersions: Delivery<Kind<'showVersions'>> = {
  lane: () => 'group',
  needs: 'thread',
  async prepare({ of, page }, attempt, { chats, links, said, texts }) {
    const client = clientOf(attempt);
    const linked = await links.privateOf(of);
    const parts = linked?.client === client ? linked.parts : [];
    const all = await Promise.all(parts.map((part) => said.versions(client, part)));
    // Of an agent's comment the counterpart is the bot's own message.
    if (all.every((versions) => versions.length === 0)) {
      return over({
        effects: [
          { kind: 'replyInThread', message: of, reply: { key: 'lines', lines: [{ key: 'help-versions' }] } },
        ],
      });
    }
    const edited = all.filter((versions) => versions.length > 1);
    const words = edited.length === 0 ? plain(texts.say('versions-none')) : versionWords(edited, texts);
    const pages = pieces(words, TEXT_LIMIT);
    const shown = pages[Math.min(page, pages.length - 1)] ?? words;
    const next: DeskEffect[] =
      page + 1 < pages.length
        ? [{ kind: 'showVersions', of, page: page + 1 }]
        : edited.flatMap(replacedFiles).map((content) => ({ kind: 'showFile', of, content }));
    const { reply, repliesTo } = under(of, attempt);
    return {
      is: 'call',
      call: passText({ ...shown, linkPreview: { is_disabled: true } }, chats.groupId, reply),
      context: { place: 'thread', repliesTo },
      done: () => ({ effects: next }),
    };
  },
};

export const showFile: Delivery<Kind<'showFile'>> = {
  lane: () => 'group',
  needs: 'thread',
  prepare({ of, content }, attempt, { chats }) {
    const { reply, repliesTo } = under(of, attempt);
    return {
      is: 'call',
      call: passFile(content, chats.groupId, reply),
      context: { place: 'thread', repliesTo },
      done: () => ({}),
      refused: ({ reason }) => ({
        effects: [{ kind: 'replyInThread', message: of, reply: { key: 'file-gone' } }],
        parked: reason,
      }),
    };
  },
};

/** Each file once, oldest first, without the one that the message holds now. */
function replacedFiles(versions: Version[]): MediaContent[] {
  const files = versions.flatMap(({ content }) => (content.kind === 'media' ? [content] : []));
  const now = files.at(-1)?.uniqueId;
  return files.filter(
    ({ uniqueId }, index) =>
      uniqueId !== now && files.findIndex((other) => other.uniqueId === uniqueId) === index,
  );
}
