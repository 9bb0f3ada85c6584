/** Refusals for people and for the controls. `{0}`, `{1}`: the subjects. */
export const REFUSALS = {
  noUser: 'There is no user {0}.',
  deactivated: 'The account of user {0} is deleted.',
  knownUser: 'There is already a user {0}.',
  noName: 'A person needs a first name.',
  blocked: 'User {0} has blocked the bot; unblock it or press Start first.',
  banned: 'User {0} is banned from the group.',
  noPoster: 'User {0} may not post in the channel.',
  noChat: 'There is no chat {0}.',
  noBoard: 'Channel {0} is no board of the bot.',
  noTitle: 'A channel needs a title.',
  knownName: 'There is already a chat @{0}.',
  noMessage: 'There is no message {0} in {1}.',
  notOwn: 'Message {0} is not by user {1}.',
  forwarded: 'A forwarded message cannot be edited.',
  otherKind: 'A text stays a text, or becomes a file with a caption.',
  noCopy: 'Post {0} has no copy in the group (yet), so it cannot be commented on.',
  empty: 'An empty message cannot be sent.',
  tooLong: 'A message has at most {0} characters.',
  longCaption: 'A caption has at most {0} characters.',
  noQuote: '"{0}" is not in the message that is replied to.',
  noReaction: '{0} is no reaction.',
  reactionOff: 'The reaction {0} is switched off in {1}.',
  slowMode: 'User {0} may write again in {1} s: the group is in slow mode.',
  mustJoin: 'User {0} must join the group before writing in it.',
  silenced: 'Members may not write in the group.',
  noKeyboard: 'Only a message through an inline bot, or a forwarded one, has buttons.',
  noSight: 'User {0} does not see chat {1}.',
  commentsHidden: 'Post {0} has buttons, and buttons hide the comments.',
  noInvite: 'The invitation {0} does not exist, is over or is used up.',
  inside: 'User {0} is in chat {1} already.',
  privateChat: 'Chat {0} is private; join with an invitation.',
  noAdministrator: 'User {0} is no administrator of chat {1}.',
  noRequest: 'User {0} has not asked to join chat {1}.',
  noLink: '{0} is no address.',
  noButton: 'Message {0} has no button "{1}".',
  startParameter: 'A link to a bot carries up to 64 letters, digits, _ and -.',
  noInlineMode: 'The bot has no inline mode.',
  noInlineQuery: 'User {0} has no inline query {1}.',
  noInlineAnswer: 'Inline query {0} has no answer "{1}".',
  inlineKind: 'The sandbox can choose texts and files sent by their file_id.',
  noPoll: 'Message {0} is no poll.',
  pollClosed: 'The poll is closed.',
  pollOptions: 'A poll has 1 to 12 options, which differ and are not empty.',
  noOption: 'The poll has no such option.',
  oneOption: 'This poll takes one answer only.',
  votedAlready: 'A vote in this poll is final.',
  noSupergroup: '{0} is no supergroup: only one can be linked.',
  noBasicGroup: '{0} is no basic group.',
  noUpdate: 'No update was given yet.',
  drivenTime: 'The time of this sandbox is driven by its tests.',
  farAhead: 'Time goes ahead by up to 30 days at a time.',
  noState: 'This is no state of a sandbox; choose a file that was exported here.',
  badState: 'The state cannot be imported: {0} is wrong ({1}). Nothing was changed.',
  incompleteState: 'The state cannot be imported: {0} is missing. Nothing was changed.',
} as const;

export type Refusal = keyof typeof REFUSALS;

/** An act that no app would carry out. The console has words for each `refusal`, in each language. */
export class RefusedAct extends Error {
  readonly refusal: Refusal;
  readonly about: (string | number)[];

  constructor(refusal: Refusal, ...about: (string | number)[]) {
    super(REFUSALS[refusal].replaceAll(/\{(\d)\}/g, (_, index: string) => String(about[Number(index)])));
    this.name = 'RefusedAct';
    this.refusal = refusal;
    this.about = about;
  }
}
