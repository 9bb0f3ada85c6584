import { NO_EDIT, NO_REPLY } from './draft-context.ts';
import type { Drafts } from './drafts.ts';
import { markOfKey, toggleMark } from './markup.ts';

type Keys = {
  drafts: Drafts;
  submit(): void;
  /** False: no inline result is shown. */
  enterResults(): boolean;
  /** False: the person has no text to edit. */
  editLast(): boolean;
  takeFiles(files: File[]): void;
};

/** The keys and the paste of a composer's field. */
export function addComposerKeys(field: HTMLTextAreaElement, keys: Keys): void {
  const { drafts } = keys;
  field.addEventListener('input', () => drafts.change({ text: field.value }));
  field.addEventListener('keydown', (event) => {
    if (!event.isComposing && isUsed(event)) event.preventDefault();
  });
  field.addEventListener('paste', (event) => {
    const files = [...(event.clipboardData?.files ?? [])];
    if (files.length === 0) return;
    event.preventDefault();
    keys.takeFiles(files);
  });

  function isUsed(event: KeyboardEvent): boolean {
    const sign = markOfKey(event);
    if (sign !== null) {
      const { text, from, to } = toggleMark(field, sign);
      drafts.change({ text });
      field.setSelectionRange(from, to);
      return true;
    }
    switch (event.key) {
      case 'Enter':
        if (event.shiftKey) return false;
        keys.submit();
        return true;
      case 'Escape':
        return takeBack();
      case 'ArrowDown':
        return keys.enterResults();
      case 'ArrowUp':
        return field.value === '' && drafts.current.editing === null && keys.editLast();
      default:
        return false;
    }
  }

  /** False: the draft has nothing to take back. */
  function takeBack(): boolean {
    const { editing, replyTo, files } = drafts.current;
    if (editing !== null) drafts.change(NO_EDIT);
    else if (replyTo !== null || files.length > 0) drafts.change({ ...NO_REPLY, files: [] });
    else return false;
    return true;
  }
}
