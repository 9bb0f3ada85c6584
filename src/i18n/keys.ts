/** Every text the desk can say, with the variables it takes. The catalogues hold exactly these. */
export const variablesOf = {
  // to the client
  start: ['first-name'],
  restart: [],
  end: [],
  terms: ['days'],
  'client-help': [],
  'cannot-pass-to-team': ['kind'],
  // in the thread
  'note-origin': ['origin'],
  'note-prioritized': ['agent', 'glyph', 'level'],
  'note-closed': ['agent'],
  'note-closed-silently': ['agent'],
  'note-banned': ['agent'],
  'note-unbanned': ['agent'],
  'note-thread-continued': [],
  'note-client-blocked': [],
  'note-client-returned': [],
  'note-client-deactivated': [],
  'refused-unknown-command': ['command'],
  'refused-closed-already': [],
  'refused-banned': [],
  'refused-banned-already': [],
  'refused-not-team': [],
  'refused-unreachable': [],
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
  'help-priority': [],
  'help-agent': [],
  // to an admin or an agent in private
  'alert-created': ['client'],
  'alert-resumed': ['client'],
  'alert-open-thread': [],
  'agent-private-start': [],
  'agent-private-anything': [],
  // menu of commands and names of the levels
  'menu-start': [],
  'menu-help': [],
  'menu-terms': [],
  'menu-p': [],
  'menu-close': [],
  'menu-close-silently': [],
  'menu-ban': [],
  'level-1': [],
  'level-2': [],
  'level-3': [],
  'level-4': [],
  'level-5': [],
} as const satisfies Record<string, readonly string[]>;

export type TextKey = keyof typeof variablesOf;

/** For a key that comes from stored data. */
export function isTextKey(key: string): key is TextKey {
  return Object.hasOwn(variablesOf, key);
}
