import type { SeenMessage } from '../../control/state.ts';

export type Draft = {
  text: string;
  replyTo: SeenMessage | null;
  /** Quoted words of `replyTo`. */
  quote: string | null;
  /** The message under edit. */
  editing: SeenMessage | null;
  files: readonly File[];
  asDocuments: boolean;
};

export const EMPTY: Draft = {
  text: '',
  replyTo: null,
  quote: null,
  editing: null,
  files: [],
  asDocuments: false,
};

export const isEmpty = ({ text, files }: Draft): boolean => text.trim() === '' && files.length === 0;

/** An edit may take all words away from a message with a file, but not from a text. */
export const isUnsendable = (draft: Draft): boolean =>
  isEmpty(draft) && (draft.editing === null || draft.editing.text !== undefined);

/** The drafts of a composer, one for each chat. */
export class Drafts {
  readonly #kept = new Map<string, Draft>();
  readonly #onChange: () => void;
  #chat: string | null = null;
  #draft: Draft = EMPTY;

  constructor(onChange: () => void) {
    this.#onChange = onChange;
  }

  get current(): Draft {
    return this.#draft;
  }

  get chat(): string | null {
    return this.#chat;
  }

  /** False: the chat is open already. */
  open(chat: string): boolean {
    if (this.#chat === chat) return false;
    this.#chat = chat;
    this.#draft = this.#kept.get(chat) ?? EMPTY;
    this.#onChange();
    return true;
  }

  change(changes: Partial<Draft>): void {
    this.#draft = { ...this.#draft, ...changes };
    if (this.#chat !== null) this.#kept.set(this.#chat, this.#draft);
    this.#onChange();
  }

  /** Gives a draft back that could not be sent. Newer words in the same chat stay. */
  giveBack(chat: string | null, draft: Draft): void {
    if (chat === this.#chat) {
      if (this.#draft.text === '') this.change(draft);
    } else if (chat !== null) this.#kept.set(chat, draft);
  }
}
