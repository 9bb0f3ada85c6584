# Each variable appears at most once per text: names become links where they stand.

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
refused-unknown-command =
    ⚙️ { $command } is not a command and was NOT sent to the client.
    To send a text that begins with /, put another character first, such as a quotation mark. Commands: /help
refused-stands-alone =
    ⚙️ { $command } is not a command and was NOT sent to the client.
    The command { $name } stands alone, with no text after it.
refused-not-allowed = ⚙️ Your role on the team does not allow { $command }: nothing was done. An administrator of the channel can change that.
refused-banned = ⚙️ The client is banned: the message was NOT sent. To lift the ban, use /p or /close.
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
open-thread = Open conversation
post-erased = Erased
refused-edit-not-delivered = ⚙️ The edit did NOT reach the client: { $reason }
hint-start-bot = ⚙️ To get the answer in private, open { $bot }, press Start (/start) and repeat the command.
agent-private-start =
    Hi! You are on the team. 👋
    Administrators of the channel are told here when a client arrives or returns.
    To answer clients, use the comments of the channel.
agent-private-anything = Nothing you write here reaches a client. To answer clients, use the comments of the channel.
agent-link-unknown = This link is no longer valid, or leads to something this desk does not have.
toast-outdated = This button is no longer valid.
toast-not-allowed = Your role does not allow this.
toast-try-again = Telegram did not answer. Try again.
menu-start = Begin
report-parked =
    📪 A delivery by { $transport } failed and was set aside: { $reason }
    To see it, try again or drop it: npm run parked -- list { $owner }
refused-erased = ⚙️ This client's data was erased: the message was NOT sent. If the person writes again, a new post opens in the channel.
refused-edit-erased = ⚙️ This client's data was erased: the edit was NOT sent.
refused-edit-unreachable = ⚙️ The client can't be reached: the edit did NOT get to them.
