/** Words of features in engines, with the file that still spells them. A line is only ever deleted. */
export const UNFINISHED_FEATURE_WORDS: ReadonlySet<string> = new Set([
  'src/router/comment.ts withholdAlbum',
  'src/router/comment.ts withholdEdit',
  'src/router/pin-notice.ts removePinNotice',
  'src/router/thread-answer.ts removeCommand',
]);
