/** Arrow keys walk along the results. Beyond the ends and with Escape the focus goes back to the field. */
export function addResultKeys(list: HTMLElement, leave: () => void): void {
  list.addEventListener('keydown', (event) => {
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step === 0 && event.key !== 'Escape') return;
    const buttons = [...list.querySelectorAll('button')];
    const next = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step];
    if (event.key === 'Escape' || next === undefined) leave();
    else next.focus();
    event.preventDefault();
    event.stopPropagation();
  });
}
