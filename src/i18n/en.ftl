## To the client

start =
    Hi, { $first-name }! 👋
    It's good to have you here. Write your message, and our team will answer in this chat.
restart = Good to have you back! The team has been told, and someone will answer here soon.
end =
    This conversation is now closed. Thank you for writing! 💙
    If you need anything else, just write here.
terms =
    📄 About this conversation

    • Your messages are read and answered by our team.
    • Everything you send stays in the record: if you edit a message, the earlier version may remain on record; if you delete it, it disappears only for you.
    • { $collect ->
        [minimal] From your profile we keep your name, surname and Telegram ID, but neither your username nor your language.
       *[full] From your profile we keep your name, surname, username, language and Telegram ID.
      } Anything else is for you to tell us.
    • This profile and the state of your conversation are kept for as long as this service runs.
    • { $days ->
        [one] For { $days } day we keep
       *[other] For { $days } days we keep
      } a copy of the messages and the links between them, which make replies and edits work; the history of the conversation remains in Telegram.
client-help =
    Tell us here what you need: text, photo, voice, video or file. Our team answers in this chat.

    To quote a message, reply to it. To fix something, just edit it.

    /start – begin
    /help – this message
    /tos – how we look after the conversation
start-link-unknown = This link is no longer valid, but you are in the right place: write your message here, and our team will answer.
cannot-pass-to-team =
    { $kind ->
        [edit] Telegram doesn't let us receive the change to this message.
        [story] Telegram doesn't let us receive this story.
        [invoice] Telegram doesn't let us receive invoices here.
        [game] Telegram doesn't let us receive this game.
        [giveaway] Telegram doesn't let us receive giveaways here.
        [giveaway-winners] Telegram doesn't let us receive the winners of a giveaway here.
        [checklist] Telegram doesn't let us receive this checklist.
        [paid-media] Telegram doesn't let us receive paid media.
        [poll] Telegram doesn't let us receive this quiz.
        [failed] This message did not reach our team.
        [deleted] The message was deleted before it reached our team.
       *[other] Telegram doesn't let us receive this kind of message.
    } Could you tell us another way, with text or a photo?

## In the thread, for the team only

note-origin = ⚙️ Origin: { $origin }
note-prioritized = ⚙️ { $agent } changed the priority: { $glyph } { $level }
note-closed = ⚙️ { $agent } closed the conversation
note-closed-silently = ⚙️ { $agent } closed the conversation without telling the client
note-banned = ⚙️ { $agent } banned the client
note-unbanned = ⚙️ { $agent } lifted the client's ban
note-thread-continued = ⚙️ This client's earlier thread was deleted. The conversation goes on here.
note-client-blocked = ⚙️ The client blocked the bot. Answers won't arrive until they return.
note-client-returned = ⚙️ The client unblocked the bot. Answers arrive again.
note-client-deactivated = ⚙️ The client's Telegram account was deactivated. Answers no longer arrive.
note-flooding = ⚙️ The client is sending too many messages. They arrive here gradually and joined together, at most { $limit } a minute. None is lost.

refused-unknown-command =
    ⚙️ { $command } is not a command and was NOT sent to the client.
    To send a text that begins with /, put another character first, such as a quotation mark. Commands: /help
refused-stands-alone =
    ⚙️ { $command } is not a command and was NOT sent to the client.
    The command { $name } stands alone, with no text after it.
refused-not-allowed = ⚙️ Your role on the team does not allow { $command }: nothing was done. An administrator of the channel can change that.
refused-closed-already = ⚙️ This conversation is already closed.
refused-banned = ⚙️ The client is banned: the message was NOT sent. To lift the ban, use /p or /close.
refused-banned-already = ⚙️ The client is already banned. To lift the ban, use /p or /close.
refused-not-team = ⚙️ Only the team answers here: the message was NOT sent to the client.
refused-unreachable = ⚙️ The client blocked the bot: the message was NOT delivered.
refused-deactivated = ⚙️ The client's Telegram account was deactivated: the message was NOT delivered.
refused-not-this-thread = ⚙️ This is not this client's thread: the message was NOT sent. Answer in the comments of their newest post.
refused-not-delivered = ⚙️ The message was NOT delivered to the client: { $reason }
reason-too-long = the text is too long for Telegram.
reason-caption-too-long = the caption is too long for Telegram.
reason-empty = it has no text.
reason-voice-forbidden = the client does not accept voice or video messages. Please write instead.
reason-not-for-bots =
    { $kind ->
        [story] Telegram does not let the bot pass this story on.
        [invoice] Telegram lets no bot pass on invoices.
        [game] Telegram does not let the bot pass this game on.
        [giveaway] Telegram lets no bot pass on giveaways.
        [giveaway-winners] Telegram lets no bot pass on the winners of giveaways.
        [checklist] Telegram does not let the bot pass this checklist on.
        [paid-media] Telegram lets no bot pass on paid media.
        [poll] Telegram lets a bot pass on a quiz only once it is closed. An ordinary poll works.
       *[other] Telegram does not let the bot pass on this kind of message.
    }
reason-original-gone = it was deleted before it was sent.
reason-file = Telegram no longer has this file. Please send it again.
reason-never-started = the client no longer has a chat with the bot.
reason-no-answer = Telegram failed every time we tried. It may have arrived all the same.
reason-unknown = Telegram refused it ({ $original }).
forwarded-from = Forwarded from { $name }
about-message = In reply to { $name }
about-story = In reply to a story of { $name }
buttons-lost = 🔘 This message had buttons that did not come along: they only work with the bot that made them.
refused-edit-banned = ⚙️ The client is banned: the edit did NOT reach them. They still have the earlier text.
refused-edit-unreachable = ⚙️ The client can't be reached: the edit did NOT get to them.
refused-edit-not-delivered = ⚙️ The edit did NOT reach the client: { $reason }
refused-edit-unknown =
    ⚙️ The edit was NOT sent: the client doesn't have this message. It was a note, or had not been delivered.
    To send it, write a new comment.
refused-edited-note = ⚙️ A message that was sent can't become a note: the client still has the earlier text.
refused-edited-command = ⚙️ An edited comment is neither carried out as a command nor sent. Write the command in a new comment.
refused-edited-not-team = ⚙️ Only the team answers here: the change did NOT reach the client, who keeps the earlier text.
refused-file-gone = ⚙️ Telegram no longer has the earlier file.
refused-deleted-since = ⚙️ The comment that had not been delivered was deleted: it will NOT be sent to the client.

versions-earlier = ⚙️ What this message said before:
versions-none = ⚙️ The client has not edited this message.
versions-other-file = 📎 another file
help-versions = ⚙️ To see earlier versions, reply with /versions to a message of the client.

help-priority =
    ⚙️ Use /p and the number of the priority, for example /p 3
    🟦 1 – not urgent
    🟩 2 – low
    🟨 3 – urgent
    🟧 4 – very urgent
    🟥 5 – emergency
help-agent = ⚙️ Comment on the client's post in the channel: they receive it in the bot's name.
command-priority = { $command } 1 to 5 – change the priority: 🟦🟩🟨🟧🟥
command-close = { $command } – close and say goodbye to the client
command-close-silently = { $command } – close silently
command-ban = { $command } – ban the client (/p or /close lifts the ban)
command-versions = { $command } – as a reply to a message of the client: what it said before it was edited
command-help = { $command } – this message
command-terms = { $command } – what the client reads about their data
command-note = # at the start – a note for the team only

## In private, to the team

alert-created = 🆕 New conversation: { $client }
alert-resumed = 🔄 Conversation resumed: { $client }
alert-flooding = 🌊 A flood of messages: { $client }
report-gap =
    ⚠️ The desk was down for more than a day, and Telegram keeps messages for 24 hours only.
    What clients and the team wrote from { $from } to { $to } is lost. What came later has been delivered.
    What to do: look at the open tickets and, where it matters, ask the clients to write again.
alert-open-thread = Open conversation
health-channel-rights =
    ⚠️ I cannot post in the channel. The clients' messages are kept.
    What to do: under the channel's Administrators, add the bot again or give it back "Post messages", "Edit messages" and "Delete messages". What is waiting is delivered right after.
health-group-rights =
    ⚠️ I am no longer an administrator of the comments group and do not see what the team answers. The clients' messages are kept.
    What to do: add the bot to the group as an administrator, with "Delete messages". What is waiting is delivered right after. What was written in the comments meanwhile reached nobody: write it again.
health-unlinked =
    ⚠️ The channel's comments are switched off: it has no discussion group any more. The clients' messages are kept.
    What to do: in the channel's settings, under Discussion, link the same group as before. Within 5 minutes what is waiting is delivered.
health-other-group =
    ⚠️ The channel is linked to another group, which is not this desk's. Nothing is written there, and the clients' messages are kept.
    What to do: in the channel's settings, under Discussion, link the earlier group again. Within 5 minutes what is waiting is delivered.
health-threads-fail =
    ⚠️ Threads do not last: the copies of posts do not reach the group, or are deleted at once. The clients' messages are kept, and I go on trying at growing intervals.
    What to do: see whether a moderation bot or somebody deletes the channel's messages in the group, and let them through.
health-channel-refused = ⚠️ Telegram refuses what the bot posts in the channel. The clients' messages are kept, and I go on trying. Check the bot's rights among the channel's administrators; the reason is in the log.
health-group-refused = ⚠️ Telegram refuses what the bot writes in the comments group. The clients' messages are kept, and I go on trying. Check the bot's rights and the group's permissions; the reason is in the log.
health-repaired = ✅ The channel and the group are in order again. What was waiting is being delivered.
health-group-moved = ℹ️ Telegram turned the group into a supergroup, and its ID changed. I use the new one already: { $group }. If GROUP_ID is set, put this value there.
long-pause =
    { $place ->
        [channel] ⏸ Telegram asked me to stop posting in the channel until { $until }. Nothing is lost: what is missing goes out after that.
        [group] ⏸ Telegram asked me to stop writing in the group until { $until }. The clients' messages are kept and arrive after that.
       *[all] ⏸ Telegram asked me to stop writing in all chats until { $until }. Nothing is lost: everything goes out after that.
    }
long-pause-private = ⏸ Telegram asked me not to write to { $person } until { $until }. The answers are kept and go out after that.
long-pause-over = ▶️ The pause that Telegram asked for is over. What was waiting is being delivered.
agent-private-start =
    Hi! You are on the team. 👋
    Administrators of the channel are told here when a client arrives or returns.
    To answer clients, use the comments of the channel.
agent-private-anything = Nothing you write here reaches a client. To answer clients, use the comments of the channel.
agent-link-unknown = This link is no longer valid, or leads to something this desk does not have.
toast-outdated = This button is no longer valid.
toast-not-allowed = Your role does not allow this.
toast-try-again = Telegram did not answer. Try again.

## Menu and levels

menu-start = Begin
menu-help = Help
menu-terms = Terms and privacy
menu-p = Change the priority (1 to 5)
menu-close = Close the conversation
menu-close-silently = Close without telling the client
menu-ban = Ban the client
menu-versions = As a reply: what the message said before
level-1 = not urgent
level-2 = low
level-3 = urgent
level-4 = very urgent
level-5 = emergency
