import type { MessageEntity } from '@grammyjs/types';
import { expect, test } from 'vitest';
import { detectEntities } from '../../../src/sandbox/bot-api/entities/detect-entities.ts';
import { fixEntities, sortEntities } from '../../../src/sandbox/bot-api/entities/fix-entities.ts';
import { checkedLink, linkedUserId } from '../../../src/sandbox/bot-api/entities/links.ts';
import { parseHtml } from '../../../src/sandbox/bot-api/entities/parse-html.ts';
import { parseMarkdown } from '../../../src/sandbox/bot-api/entities/parse-markdown.ts';
import { parseMarkdownV2 } from '../../../src/sandbox/bot-api/entities/parse-markdown-v2.ts';
import type { Answer, Parsed } from '../../support/tdlib/answers.ts';
import { storedAnswers } from '../../support/tdlib/answers.ts';

const PARSERS = { HTML: parseHtml, Markdown: parseMarkdown, MarkdownV2: parseMarkdownV2 };

/** A field's order and a format that TDLib names otherwise do not count. */
function plain(entities: MessageEntity[]): unknown[] {
  return entities
    .map(({ type, offset, length, ...own }) => {
      const fields = Object.entries(own).filter(([name]) => name !== 'date_time_format');
      return { type, offset, length, ...Object.fromEntries(fields) };
    })
    .map((entity) => JSON.stringify(entity));
}

function linked(entity: MessageEntity): MessageEntity[] {
  if (entity.type !== 'text_link') return [entity];
  const id = linkedUserId(entity.url);
  if (id !== undefined) {
    const { offset, length } = entity;
    return [{ type: 'text_mention', offset, length, user: { id } } as MessageEntity];
  }
  const url = checkedLink(entity.url);
  return url === undefined ? [] : [{ ...entity, url }];
}

function attempt(run: () => { text: string; entities: MessageEntity[] }): Parsed {
  try {
    return run();
  } catch (error) {
    return { error: (error as Error).message.replace('Bad Request: ', '') };
  }
}

function ours([question, input]: Answer): Parsed {
  switch (question) {
    case 'fix':
      return attempt(() => fixEntities(input));
    case 'detect':
      return attempt(() => ({ text: input, entities: detectEntities(input, []) }));
    case 'HTML':
    case 'Markdown':
    case 'MarkdownV2':
      return attempt(() => {
        const { text, entities } = PARSERS[question](input);
        return { text, entities: sortEntities(entities.flatMap(linked)) };
      });
  }
}

function comparable(answer: Parsed | { entities: MessageEntity[] }): object {
  if ('error' in answer) return { error: answer.error.toLowerCase() };
  return { ...('text' in answer ? { text: answer.text } : {}), entities: plain(answer.entities) };
}

test.each(['HTML', 'MarkdownV2', 'Markdown', 'fix', 'detect'] as const)(
  '%s agrees with TDLib 1.8.65, of which the Bot API server is made (FACTS.md #45)',
  (question) => {
    const answers = storedAnswers(question);
    expect(answers.length).toBeGreaterThan(500);
    const right = answers.filter(([, , said]) => !('error' in said));
    expect(right.length).toBeGreaterThan(answers.length / 3);
    for (const answer of answers) {
      const own = ours(answer);
      const said = question === 'detect' && !('error' in own) ? { text: own.text, ...answer[2] } : answer[2];
      expect({ asked: answer[1], ...comparable(own) }).toEqual({
        asked: answer[1],
        ...comparable(said as Parsed),
      });
    }
  },
);
