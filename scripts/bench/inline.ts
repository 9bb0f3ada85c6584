import { performance } from 'node:perf_hooks';
import type { CannedAnswer } from '../../machines/desk/canned.ts';
import { readDesk, type StoredDocument } from '../../machines/desk/desk-settings.ts';
import { documentRules } from '../../machines/desk/document-rules.ts';
import type { Person } from '../../machines/desk/may.ts';
import { agentRole } from '../../machines/desk/roles.ts';
import { builtInTexts } from '../../machines/desk/texts.ts';
import type { EpochMs, UserId } from '../../machines/ids.ts';
import { inlineAnswers } from '../../src/features/canned-answers/inline.ts';
import type { CannedParts } from '../../src/features/canned-answers/ports.ts';
import { createCannedStore } from '../../src/store/canned.ts';
import { createKeys } from '../../src/store/keys.ts';
import { percentile } from './percentile.ts';
import { openRedis } from './world.ts';

const QUERIES = 200;
const words = ['prazo', 'entrega', 'troca', 'pagamento', 'garantia', 'horário', 'endereço', 'desconto'];

/** Inline queries over many canned answers, without Telegram: the results and their order. */
export async function benchInline(): Promise<void> {
  const store = await openRedis();
  try {
    for (const count of [1000, 2000]) {
      const keys = createKeys(count);
      for (let n = 0; n < count; n += 3) {
        await store.redis.hincrby(keys.feature('canned-answers')('used'), codeOf(n), n % 50);
      }
      await measure(count, createCannedStore(store.redis, keys));
    }
  } finally {
    await store.close();
  }
}

const codeOf = (n: number): string => `${(words[n % words.length] ?? '').replaceAll(/[^a-z]/g, 'a')}-${n}`;

async function measure(count: number, canned: CannedParts['store']): Promise<void> {
  const desk = deskWith(count);
  const row = inlineAnswers({ now: () => desk, store: canned } as CannedParts);
  const person: Person = { id: 1 as UserId, role: agentRole, boards: [0], departments: [] };
  const ask = (text: string) =>
    row.takes(
      {
        kind: 'inline.asked',
        queryId: '1',
        by: person.id,
        profile: { firstName: 'Bia', lastName: null, username: null },
        text,
        offset: '',
        chatType: 'supergroup',
      },
      person,
    );
  const typed = ['', 'e', 'entrega', 'horario de', 'dias úteis', 'nada disso'];
  const begun = performance.now();
  await ask('prazo');
  const first = performance.now() - begun;
  const times: number[] = [];
  for (let n = 0; n < QUERIES; n += 1) {
    const before = performance.now();
    await ask(typed[n % typed.length] ?? '');
    times.push(performance.now() - before);
  }
  console.log(
    `${count} answers: the first query ${first.toFixed(1)} ms; then p50 ${percentile(times, 50)}, ` +
      `p99 ${percentile(times, 99)} ms; 1 Redis command each, besides the membership`,
  );
}

/** Answers of about 300 letters, half of them with variables. */
function deskWith(count: number) {
  const documents = Array.from({ length: count }, (_, n): StoredDocument => {
    const hello =
      n % 2 === 0 ? "Olá {{ contact.first_name || 'cliente' }}, sou {{ agent.first_name }}. " : '';
    const text =
      hello +
      `O ${words[n % words.length]} é de ${n} dias úteis, e a ${words[(n * 3) % words.length]} é grátis. `.repeat(
        4,
      );
    const value: Partial<CannedAnswer> = { text };
    return {
      kind: 'canned',
      id: codeOf(n),
      version: 1,
      author: { kind: 'operator' },
      at: 0 as EpochMs,
      archived: false,
      value,
    };
  });
  const rules = documentRules({ timeZone: 'UTC', locale: 'pt-BR', texts: builtInTexts }, () => []);
  return readDesk({ version: 1, documents }, rules, null).desk;
}
