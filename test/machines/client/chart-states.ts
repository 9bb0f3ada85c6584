import { clientChart } from '../../../machines/client/chart.ts';

/** The part of XState's StateNode that is read here. */
type Node = {
  id: string;
  key: string;
  states: Record<string, Node>;
  always?: Transitions;
  transitions: ReadonlyMap<string, Transitions>;
};
type Transitions = readonly { target: readonly { id: string }[] | undefined }[];

const root = clientChart.root as unknown as Node;
const descendants = (node: Node): Node[] =>
  Object.values(node.states).flatMap((child) => [child, ...descendants(child)]);

const passesThrough = ({ always }: Node) => always !== undefined && always.length > 0;

export const regions: string[] = Object.keys(root.states);

/** Every state of a region by name, also composite and transient states. */
export const statesOf = (region: string): string[] =>
  descendants(root.states[region] as Node).map(({ key }) => key);

/** Full names of the states in which a client can stay, like `client.thread.opening.sending`. */
export const stableStates = (): string[] =>
  descendants(root)
    .filter((node) => Object.keys(node.states).length === 0 && !passesThrough(node))
    .map(({ id }) => id)
    .sort();

const nameOf = (id: string) => id.slice(id.lastIndexOf('.') + 1);
const parentOf = (id: string) => id.slice(0, id.lastIndexOf('.'));

/** The start of an arrow in a drawing. An arrow out of a composite state starts at the border. */
function beginning(from: string, to: string): string {
  return to.startsWith(`${parentOf(from)}.`) ? from : beginning(parentOf(from), to);
}

/** `from → to` for every transition to another state of a region, as it is drawn. */
export function arrowsOf(region: string): string[] {
  const arrows = descendants(root.states[region] as Node).flatMap((from) =>
    [...from.transitions.values(), from.always ?? []]
      .flat()
      .flatMap(({ target }) =>
        (target ?? [])
          .filter(({ id }) => id !== from.id)
          .map(({ id }) => `${nameOf(beginning(from.id, id))} → ${nameOf(id)}`),
      ),
  );
  return [...new Set(arrows)].sort();
}
