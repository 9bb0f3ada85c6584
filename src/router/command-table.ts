import { DefectError } from '../base/errors.ts';
import { allNames, type Language, plainName } from '../i18n/command-names.ts';
import type { TextRef } from '../i18n/texts.ts';
import type { CommandRow, OfferingDesk, Where, Who } from './command-row.ts';

/** All commands of a desk. */
export class CommandTable {
  readonly rows: readonly CommandRow[];

  /** @throws DefectError when two commands of one place and audience share a name */
  constructor(rows: readonly CommandRow[]) {
    this.rows = rows;
    const seen = new Set<string>();
    for (const { where, who, names } of rows) {
      for (const name of allNames(names)) {
        const place = `${where} ${who === 'client' ? 'client' : 'team'} /${name}`;
        if (seen.has(place)) throw new DefectError(`Two commands at: ${place}. Rename one of them.`);
        if (plainName(name) !== name) throw new DefectError(`/${name}: use lower case without accents`);
        seen.add(place);
      }
    }
  }

  /** The command of this name for a client or for the team. Null: none at this place. */
  find<W extends Where>(where: W, audience: 'client' | 'team', typed: string): CommandRow<W> | null {
    const name = plainName(typed);
    const row = this.rows.find(
      (one) =>
        one.where === where &&
        (one.who === 'client') === (audience === 'client') &&
        allNames(one.names).includes(name),
    );
    return (row as CommandRow<W> | undefined) ?? null;
  }

  /** The commands that menu and help of the desk show. */
  offered(desk: OfferingDesk): CommandRow[] {
    return this.rows.filter((row) => row.isOffered?.(desk) ?? true);
  }

  /** One line for each offered command of the place that `mayUse` allows, with names of the language. */
  help(
    where: Where,
    { language, ...desk }: OfferingDesk & { language: Language },
    mayUse: (row: CommandRow) => boolean,
  ): TextRef[] {
    return this.offered(desk).flatMap((row) =>
      row.where === where && row.who !== 'client' && row.help !== undefined && mayUse(row)
        ? [{ key: row.help, params: { command: `/${shownName(row, language)}` } }]
        : [],
    );
  }
}

/** The name that people of the language read. */
export const shownName = ({ names }: Pick<CommandRow, 'names'>, language: Language): string =>
  names[language][0];

export const isFor = ({ who }: { who: Who }, isAdministrator: boolean): boolean =>
  who !== 'admin' || isAdministrator;
