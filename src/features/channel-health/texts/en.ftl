report-gap =
    ⚠️ The desk was down for more than a day, and Telegram keeps messages for 24 hours only.
    What clients and the team wrote from { $from } to { $to } is lost. What came later has been delivered.
    What to do: look at the open tickets and, where it matters, ask the clients to write again.
health-channel-rights =
    ⚠️ I cannot post in the channel. The clients' messages are kept.
    What to do: under the channel's Administrators, add the bot again or give it back "Post messages", "Edit messages" and "Delete messages". What is waiting is delivered right after.
health-group-rights =
    ⚠️ I am no longer an administrator of the comments group and do not see what the team answers. The clients' messages are kept.
    What to do: add the bot to the group as an administrator, with "Delete messages". What is waiting is delivered right after. Comments from that time reached nobody: write them again.
health-unlinked =
    ⚠️ The channel's comments are switched off: it has no discussion group any more. The clients' messages are kept.
    What to do: in the channel's settings, under Discussion, link the same group as before. Within 5 minutes what is waiting is delivered.
health-other-group =
    ⚠️ The channel is linked to another group, which is not this desk's. Nothing is written there, and the clients' messages are kept.
    What to do: in the channel's settings, under Discussion, link the earlier group again. Within 5 minutes what is waiting is delivered.
health-threads-fail =
    ⚠️ Threads do not last: the copies of posts do not reach the group, or are deleted at once. The clients' messages are kept, and I go on trying at growing intervals.
    What to do: see whether a moderation bot or a person deletes the channel's messages in the group. Let the messages through.
health-channel-refused = ⚠️ Telegram refuses what the bot posts in the channel. The clients' messages are kept, and I go on trying. Check the bot's rights among the channel's administrators; the reason is in the log.
health-group-refused = ⚠️ Telegram refuses what the bot writes in the comments group. The clients' messages are kept, and I go on trying. Check the bot's rights and the group's permissions; the reason is in the log.
health-repaired = ✅ The channel and the group are in order again. What was waiting is being delivered.
health-group-moved = ℹ️ Telegram turned the group into a supergroup, and its ID changed. I use the new one already: { $group }. If GROUP_ID is set, put this value there.
