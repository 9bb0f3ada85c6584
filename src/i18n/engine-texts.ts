import type { Catalogue, VariablesOf } from './catalogue.ts';

/** Texts that the engines say. */
export const engineTexts = {
  folder: new URL('./texts/', import.meta.url),
  variables: {
    'start-link-unknown': [],
    'cannot-pass-to-team': ['kind'],
    'refused-unknown-command': ['command'],
    'refused-stands-alone': ['command', 'name'],
    'refused-not-allowed': ['command'],
    'refused-banned': [],
    'refused-not-team': [],
    'refused-unreachable': [],
    'refused-deactivated': [],
    'refused-erased': [],
    'refused-edit-erased': [],
    'refused-edit-unreachable': [],
    'refused-not-this-thread': [],
    'refused-not-delivered': ['reason'],
    'reason-too-long': [],
    'reason-caption-too-long': [],
    'reason-empty': [],
    'reason-voice-forbidden': [],
    'reason-not-for-bots': ['kind'],
    'reason-original-gone': [],
    'reason-file': [],
    'reason-never-started': [],
    'reason-no-answer': [],
    'reason-unknown': ['original'],
    'forwarded-from': ['name'],
    'about-message': ['name'],
    'about-story': ['name'],
    'buttons-lost': [],
    'open-thread': [],
    'post-erased': [],
    'refused-edit-not-delivered': ['reason'],
    'hint-start-bot': ['bot'],
    'agent-private-start': [],
    'agent-private-anything': [],
    'agent-link-unknown': [],
    'toast-outdated': [],
    'toast-not-allowed': [],
    'toast-try-again': [],
    'menu-start': [],
    'report-parked': ['transport', 'reason', 'owner'],
  },
} as const satisfies Catalogue;

declare module './catalogue.ts' {
  interface TextVariables extends VariablesOf<typeof engineTexts> {}
}
