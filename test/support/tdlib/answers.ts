import { readFileSync } from 'node:fs';
import type { MessageEntity } from '@grammyjs/types';

/** An answer of TDLib about a text: `[question, input, answer]`. */
export type Answer =
  | [question: 'HTML' | 'MarkdownV2' | 'Markdown', markup: string, answer: Parsed]
  | [question: 'fix', input: { text: string; entities: MessageEntity[] }, answer: Parsed]
  | [question: 'detect', text: string, answer: { entities: MessageEntity[] }];

export type Parsed = { text: string; entities: MessageEntity[] } | { error: string };

/** Written by `record.ts`; one answer a line. */
export const STORED = new URL('./tdlib-1.8.65.jsonl', import.meta.url);

export function storedAnswers(question: Answer[0]): Answer[] {
  return readFileSync(STORED, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Answer)
    .filter(([asked]) => asked === question);
}
