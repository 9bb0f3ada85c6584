/** A keyboard under a message, as data: rows of buttons. */
export type Keyboard = Button[][];

/** A button opens `url`, or sends `press` back to the desk as an untrusted word. */
export type Button = UrlButton | { text: string; press: string };

export type UrlButton = { text: string; url: string };
