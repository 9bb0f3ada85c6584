import type { Note } from '../../../machines/client/effect.ts';
import { GLYPHS } from '../../../machines/client/post-text.ts';
import type { Texts } from '../../i18n/texts.ts';
import { plain, type Words, wordsAbout } from './words.ts';

/** A ⚙️ line for the team. Who did it is named and clickable. */
export function noteWords(texts: Texts, note: Note): Words {
  switch (note.key) {
    case 'origin':
      return plain(texts.say('note-origin', { origin: note.origin }));
    case 'prioritized':
      return wordsAbout(
        texts,
        'note-prioritized',
        { agent: note.by.name, glyph: GLYPHS[note.priority], level: texts.say(`level-${note.priority}`) },
        { variable: 'agent', id: note.by.id },
      );
    case 'closed':
    case 'closed-silently':
    case 'banned':
    case 'unbanned':
      return wordsAbout(
        texts,
        `note-${note.key}`,
        { agent: note.by.name },
        { variable: 'agent', id: note.by.id },
      );
    case 'thread-continued':
    case 'client-blocked':
    case 'client-deactivated':
    case 'client-returned':
      return plain(texts.say(`note-${note.key}`));
  }
}
