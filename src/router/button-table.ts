import { DefectError } from '../base/errors.ts';
import type { ButtonRow } from './button-row.ts';

const ACTION = /^[a-z-]{1,16}$/;

/** All buttons of a desk. */
export class ButtonTable {
  readonly #rows = new Map<string, ButtonRow>();

  /** @throws DefectError when two buttons share an action, or an action has other letters */
  constructor(rows: readonly ButtonRow[]) {
    for (const row of rows) {
      if (!ACTION.test(row.action)) throw new DefectError(`Button "${row.action}": use 1 to 16 of a-z and -`);
      if (this.#rows.has(row.action)) throw new DefectError(`Two buttons are called "${row.action}"`);
      this.#rows.set(row.action, row);
    }
  }

  /** Null: no button of the desk. */
  find(data: string): { row: ButtonRow; rest: string } | null {
    const end = data.indexOf(':');
    const row = this.#rows.get(end === -1 ? data : data.slice(0, end));
    return row === undefined ? null : { row, rest: end === -1 ? '' : data.slice(end + 1) };
  }
}
