import type { Content } from '../../../machines/content.ts';
import type { Version } from '../../actor/command.ts';
import type { Texts } from '../../i18n/texts.ts';
import { concat } from '../../outbox/render/slice.ts';
import { plain, type Words, wordsIn } from '../../outbox/render/words.ts';

/**
 * The earlier versions of messages, oldest first, each under the time of the version. The current version is left out.
 * Messages that left together follow each other.
 */
export function versionWords(messages: Version[][], texts: Texts): Words {
  const earlier = messages.flatMap((versions) =>
    versions.slice(0, -1).map((version) => ({ version, versions })),
  );
  return concat(
    plain(texts.say('versions-earlier')),
    ...earlier.flatMap(({ version: { at, content }, versions }) => {
      const now = versions.at(-1)?.content;
      const file = holdsSameFile(content, now) ? [] : [texts.say('versions-other-file')];
      return [plain('\n\n'), heading([texts.when(at), ...file].join(' · ')), plain('\n'), wordsIn(content)];
    }),
  );
}

const heading = (text: string): Words => ({
  text,
  entities: [{ type: 'bold', offset: 0, length: text.length }],
});

const holdsSameFile = (then: Content, now: Content | undefined): boolean =>
  then.kind !== 'media' || (now?.kind === 'media' && now.uniqueId === then.uniqueId);
