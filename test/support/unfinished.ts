/** Functions over the limit, with the length. A line is only ever lowered or deleted. */
export const UNFINISHED_FUNCTIONS: Readonly<Record<string, number>> = {
  deliveryDesk: 132,
  liveADay: 223,
  startDesk: 226,
};

/** Types of dependencies over the limit, with the number of members. A line is only ever lowered or deleted. */
export const UNFINISHED_DEPS: Readonly<Record<string, number>> = {};

/** Words of features in engines, with the file that still spells them. A line is only ever deleted. */
export const UNFINISHED_FEATURE_WORDS: ReadonlySet<string> = new Set([
  'src/router/comment.ts withholdAlbum',
  'src/router/comment.ts withholdEdit',
  'src/router/pin-notice.ts removePinNotice',
  'src/router/thread-answer.ts removeCommand',
]);
