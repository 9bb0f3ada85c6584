import type { Document } from '../../../machines/desk/document.ts';
import { changeDocument, type DocumentEvent } from '../../../machines/desk/change-document.ts';
import { readDesk, type StoredDocument } from '../../../machines/desk/desk-settings.ts';
import { documentRules, type FirstValues } from '../../../machines/desk/document-rules.ts';
import type { EpochMs } from '../../../machines/ids.ts';
import { checkTemplate } from '../../../src/i18n/check-template.ts';
import { user } from './people.ts';

export const first: FirstValues = {
  timeZone: 'America/Sao_Paulo',
  locale: 'pt-BR',
  texts: { start: 'Olá, {{ contact.first_name }}!', restart: null, end: null, terms: null },
};

export const rules = documentRules(first, checkTemplate);

export const bia = { kind: 'agent', id: user(1) } as const;

export const shop = {
  name: 'Loja',
  timeZone: 'America/Sao_Paulo',
  week: { mon: [['09:00', '18:00']] },
  holidays: [],
};

/** A configuration in memory, with every change as the store would keep it. */
export function givenDesk(...stored: StoredDocument[]) {
  let version = stored.length;
  let documents: StoredDocument[] = stored;
  const read = () => readDesk({ version, documents }, rules, null);
  return {
    read,
    desk: () => read().desk,
    when(event: DocumentEvent) {
      const change = changeDocument(read(), rules, event, { author: bia, at: (1000 + version) as EpochMs });
      if (change.outcome === 'changed') {
        const { kind, id } = change.document;
        documents = [...documents.filter((other) => other.kind !== kind || other.id !== id), change.document];
        version += 1;
      }
      return change;
    },
  };
}

export const stored = (more: Partial<Document>): Document => ({
  kind: 'settings',
  id: 'settings',
  version: 1,
  author: bia,
  at: 1 as EpochMs,
  archived: false,
  value: {},
  ...more,
});
