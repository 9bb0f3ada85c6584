import { h, icon } from '../page/element.ts';

/** Takes files that are dragged onto `element`, while `isOpen()`. */
export function addDropZone(
  element: HTMLElement,
  isOpen: () => boolean,
  take: (files: File[]) => void,
): void {
  const veil = h(
    'div',
    { class: 'drop-veil', hidden: true, 'aria-hidden': 'true' },
    icon('attach'),
    h('span', { 'data-text': 'dropHere' }),
  );
  element.append(veil);
  const filesIn = ({ dataTransfer }: DragEvent): DataTransfer | null =>
    isOpen() && dataTransfer?.types.includes('Files') === true ? dataTransfer : null;
  element.addEventListener('dragover', (event) => {
    const transfer = filesIn(event);
    if (transfer === null) return;
    event.preventDefault();
    transfer.dropEffect = 'copy';
    veil.hidden = false;
  });
  element.addEventListener('dragleave', (event) => {
    if (!element.contains(event.relatedTarget as Node | null)) veil.hidden = true;
  });
  element.addEventListener('drop', (event) => {
    veil.hidden = true;
    const transfer = filesIn(event);
    if (transfer === null) return;
    event.preventDefault();
    take([...transfer.files]);
  });
}
