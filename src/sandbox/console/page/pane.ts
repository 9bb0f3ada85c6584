/** A part of the page that shows the state. */
export type Pane = {
  show(): void;
  /** Draws the texts again after a change of the language. */
  redraw?(): void;
};
