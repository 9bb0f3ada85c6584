import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { GLYPHS } from '../../machines/client/glyphs.ts';
import type { ChartSaying, Saying } from '../../machines/client/say.ts';
import type { AgentId, Priority } from '../../machines/ids.ts';
import { deskTexts } from '../support/deliveries.ts';
import { postWords } from '../../src/outbox/render/post.ts';
import { sayingWords } from '../../src/outbox/render/saying.ts';
import type { Words } from '../../src/outbox/render/words.ts';
import { inboundOf } from '../../src/telegram/inbound.ts';
import { client, user } from '../support/stores.ts';
import { aDesk } from '../support/updates.ts';
import { aCopy, desk, message } from '../support/updates.ts';
import { NO_TEXTS } from '../support/desk-options.ts';

const texts = deskTexts('pt-BR');
const collect = () => 'full' as const;
const chats = aDesk();
const nobody = { id: user(700), profile: { firstName: '', lastName: null, username: null } };

/** The lines in the words of the catalogue. */
const said = (...lines: Saying[]): Words =>
  sayingWords(
    lines,
    { texts, company: () => NO_TEXTS, logDays: () => 90, collect, deskName: () => '', chats },
    nobody,
  );
const noteWords = (note: ChartSaying): Words => said(note);

const RTL = 'أنا\u202eevil\u200f';
const NAMES = [
  'Ana',
  '<b>Ana</b>',
  '{0}',
  '{{ contact.id }}',
  '👩‍👩‍👧 Ana',
  RTL,
  'o',
  '⚙️',
  '{ $agent }',
  '$&',
  '\\',
  '1',
];

/** The text under an entity, counted in UTF-16 units like Telegram. */
const covered = ({ text, entities }: Words): string[] =>
  entities.map(({ offset, length }) => text.slice(offset, offset + length));

const face = (name: string, glyph: string = GLYPHS[3]) => ({
  glyph,
  name,
  ticket: 0,
  pinned: true,
  away: false,
});

describe('a post', () => {
  test('has the number of the ticket in a second line, which no name can forge', () => {
    const { text } = postWords(client(700), { ...face('Ana\n#9'), ticket: 1042 });
    expect(text).toBe('🟨 700 👤 Ana #9\n#1042');
  });

  test.each(Object.values(GLYPHS))('with %s links the id, and is found again by it', (glyph) => {
    for (const name of NAMES) {
      const words = postWords(client(700), face(name, glyph));
      expect(covered(words)).toEqual(['700']);
      expect(words.entities).toMatchObject([{ type: 'text_link', url: 'tg://user?id=700' }]);
      expect(words.text).toBe(`${glyph} 700 👤 ${name}`);
      const copy = aCopy({ text: words.text, entities: [] });
      expect(inboundOf(message(copy), desk)).toMatchObject({ copy: { client: 700 } });
    }
  });

  test('keeps a name on its line', () => {
    const { text } = postWords(client(700), face('  Ana\n🟥 701 👤\r\n\tBia\u2028x '));
    expect(text).toBe('🟨 700 👤 Ana 🟥 701 👤 Bia x');
  });

  test('of anybody, with any name, is found again', () => {
    const ids = fc.integer({ min: 1, max: 2 ** 52 });
    const glyphs = fc.constantFrom(...Object.values(GLYPHS));
    fc.assert(
      fc.property(ids, fc.string({ unit: 'binary' }), glyphs, (id, name, glyph) => {
        const { text } = postWords(client(id), face(name, glyph));
        expect(inboundOf(message(aCopy({ text, entities: [] })), desk)).toMatchObject({
          copy: { client: id },
        });
      }),
    );
  });
});

describe('a note', () => {
  test.each(NAMES)('names %j where it stands, and links exactly that', (name) => {
    const by = { id: 500 as AgentId, name };
    for (const key of ['note-closed', 'note-closed-silently', 'note-banned', 'note-unbanned'] as const) {
      const words = noteWords({ key, params: { agent: by } });
      expect(words.text).toContain(name);
      expect(covered(words)).toEqual([name]);
      expect(words.text.indexOf(name, words.entities[0]?.offset)).toBe(words.entities[0]?.offset);
      expect(words.entities[0]).toMatchObject({ url: 'tg://user?id=500' });
    }
  });

  test('about a priority shows the level and its colour', () => {
    for (const level of [1, 2, 3, 4, 5] as Priority[]) {
      const words = noteWords({
        key: 'note-prioritized',
        params: {
          agent: { id: 500 as AgentId, name: 'o' },
          glyph: GLYPHS[level],
          level: { key: `level-${level}` },
        },
      });
      expect(words.text).toContain(GLYPHS[level]);
      expect(words.text).toContain(texts.say(`level-${level}`));
      expect(covered(words)).toEqual(['o']);
      // Not the first letter o of the sentence, but the name.
      expect(words.text.slice(0, words.entities[0]?.offset)).toBe('⚙️ ');
    }
  });

  test('of somebody who acts as the desk links nobody', () => {
    const words = noteWords({ key: 'note-closed', params: { agent: { id: null, name: 'Desk' } } });
    expect(words.entities).toEqual([]);
    expect(words.text).toContain('Desk');
  });

  test('begins with the mark that keeps it apart from what people wrote', () => {
    const notes = [
      { key: 'note-origin', params: { origin: 'promo' } },
      { key: 'note-thread-continued' },
      { key: 'note-client-blocked' },
      { key: 'note-client-deactivated' },
      { key: 'note-client-returned' },
    ] as const;
    for (const note of notes) expect(noteWords(note).text).toMatch(/^⚙️ /);
    expect(noteWords({ key: 'note-origin', params: { origin: '{ $x }<b>' } }).text).toContain('{ $x }<b>');
  });
});

test('an alert links the client and nothing around them, whatever they are called', () => {
  for (const name of NAMES) {
    for (const key of ['alert-created', 'alert-resumed'] as const) {
      expect(covered(said({ key, params: { client: { name, id: 700 } } }))).toEqual([name]);
    }
  }
});

test('a name of any kind is linked exactly where it stands', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), (name) => {
      const words = noteWords({ key: 'note-closed', params: { agent: { id: 500 as AgentId, name } } });
      expect(covered(words)).toEqual([name]);
      expect(words.text).toBe(`⚙️ ${name} encerrou o atendimento`);
    }),
  );
});

describe('a text to a client', () => {
  const ana = (firstName: string) => ({ firstName, lastName: 'Silva', username: null });
  const say = (key: 'start' | 'restart' | 'end' | 'terms' | 'client-help', firstName: string, company = {}) =>
    sayingWords(
      [{ key }],
      {
        texts,
        company: () => ({ ...NO_TEXTS, ...company }),
        logDays: () => 90,
        collect,
        deskName: () => '',
        chats,
      },
      { id: user(700), profile: ana(firstName) },
    ).text;

  test.each(NAMES)('greets %j by the name as it is, without invisible marks of ours', (name) => {
    expect(say('start', name)).toContain(`Olá, ${name}!`);
    expect(say('start', 'Ana')).not.toMatch(/[\u2066-\u2069]/);
  });

  test.each(NAMES)("puts %j into the company's words and looks at it no more", (name) => {
    expect(say('start', name, { start: 'Oi {0}<br>{{ contact.first_name }}!' })).toBe(`Oi ${name}\n${name}!`);
    expect(say('end', name, { end: '{{ contact.name }} {{ contact.id }}' })).toBe(`${name} Silva 700`);
  });

  test('is never empty, and the terms name the days', () => {
    for (const text of ['start', 'restart', 'end', 'terms', 'client-help'] as const) {
      expect(say(text, 'Ana').trim()).not.toBe('');
    }
    expect(say('terms', 'Ana')).toContain('90 dias');
  });
});

describe('a line under a comment', () => {
  test.each(['/p', '/{ $x }', '/<b>', '/🟦'])('names the unknown command %s as it was typed', (command) => {
    expect(said({ key: 'refused-unknown-command', params: { command } }).text).toContain(`${command} `);
  });

  test('is there for every reason', () => {
    const keys = ['not-this-thread', 'banned', 'banned-already', 'closed-already', 'unreachable'] as const;
    const lines = keys.map((key) => said({ key: `refused-${key}` }).text);
    expect(new Set(lines).size).toBe(keys.length);
    for (const line of lines) expect(line).toMatch(/^⚙️ /);
    const voice = {
      texts,
      company: () => ({ ...NO_TEXTS, terms: 'termos' }),
      logDays: () => 90,
      collect,
      deskName: () => '',
      chats,
    };
    expect(sayingWords([{ key: 'help-agent' }, { key: 'terms' }], voice, nobody).text).toMatch(
      /^⚙️ Comente.*\ntermos$/su,
    );
    const reason = { reason: 'Bad {0}' };
    expect(said({ key: 'refused-not-delivered', params: { reason } }).text).toContain('Bad {0}');
  });
});
