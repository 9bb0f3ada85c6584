import { type Fault, type Field, type Fields, refusal } from './fields.ts';
import { shown } from './problem.ts';

/** Templates that the company writes, in one language. Null: the catalogue's text. */
export type CompanyTexts = {
  /** Greeting of a new client. */
  readonly start: string | null;
  /** To a client who returns after a close. */
  readonly restart: string | null;
  /** Farewell after `/fim`. */
  readonly end: string | null;
  /** Answer to `/tos`. */
  readonly terms: string | null;
};

/** All faults of a template. `src/i18n` knows the variables. */
export type CheckTemplate = (template: string) => readonly Fault[];

export const textFields = (checkTemplate: CheckTemplate, first: CompanyTexts): Fields<CompanyTexts> => {
  const text = (firstText: string | null): Field<string | null> => ({
    first: firstText,
    read(value) {
      if (typeof value !== 'string' || value.trim() === '') {
        return refusal(`${shown(value)} is not a text.`, 'Write a text, or null for the built-in text.');
      }
      const faults = checkTemplate(value).map(({ problem, fix }) => ({
        problem: `The text ${problem}`,
        fix,
      }));
      return faults.length > 0 ? { faults } : { value };
    },
  });
  return {
    start: text(first.start),
    restart: text(first.restart),
    end: text(first.end),
    terms: text(first.terms),
  };
};

export const builtInTexts: CompanyTexts = { start: null, restart: null, end: null, terms: null };
