import { t } from './language.js';

/** What the server says, and how a person would say it. `{0}`, `{1}` are what the pattern caught. */
const ERRORS = [
  [/no copy in the group/, 'errorNoCopy'],
  [/has blocked the bot/, 'errorBlocked'],
  [/A message has at most (\d+)/, 'errorTooLong'],
  [/A caption has at most (\d+)/, 'errorCaption'],
  [/An empty message|needs a text/, 'errorEmpty'],
  [/There is no message|has no message|No message \d+/, 'errorNotThere'],
  [/is not by user/, 'errorNotOwn'],
  [/A forwarded message/, 'errorForwarded'],
  [/A text stays a text/, 'errorKind'],
  [/is not in the message that is replied to/, 'errorQuote'],
  [/^(.+) is no reaction/, 'errorReaction'],
  [/is banned from the group/, 'errorBanned'],
  [/account of user .* is deleted/, 'errorDeactivated'],
  [/There is no user/, 'errorNobody'],
  [/No update was given/, 'errorNoUpdate'],
  [/has no button/, 'errorButton'],
  [/no state of a sandbox|documents that this sandbox/, 'errorState'],
  [/inline query/, 'errorInline'],
  [/Failed to fetch|NetworkError|Load failed/, 'errorNetwork'],
  [/Entity Too Large/, 'errorTooBig'],
];

/** In the reader's language; as it is, when nobody has put it into words yet. */
export function translateError(text) {
  for (const [pattern, key] of ERRORS) {
    const found = pattern.exec(text);
    if (found !== null) return t(key, found.slice(1));
  }
  return text;
}
