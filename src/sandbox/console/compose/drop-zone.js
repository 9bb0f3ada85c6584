import { h, icon } from '../page/element.js';

/** Files that are dragged onto `element` fall into `take(files)`, while `isOpen()`. */
export function addDropZone(element, isOpen, take) {
  const veil = h(
    'div',
    { class: 'drop-veil', hidden: true, 'aria-hidden': 'true' },
    icon('attach'),
    h('span', { 'data-text': 'dropHere' }),
  );
  element.append(veil);
  const hasFiles = (event) => event.dataTransfer?.types.includes('Files') === true;
  element.addEventListener('dragover', (event) => {
    if (!hasFiles(event) || !isOpen()) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    veil.hidden = false;
  });
  element.addEventListener('dragleave', (event) => {
    if (!element.contains(event.relatedTarget)) veil.hidden = true;
  });
  element.addEventListener('drop', (event) => {
    veil.hidden = true;
    if (!hasFiles(event) || !isOpen()) return;
    event.preventDefault();
    take([...event.dataTransfer.files]);
  });
}
