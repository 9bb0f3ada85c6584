search-found =
    { $count ->
        [one] 🔎 1 message in the conversation with { $client } has “{ $words }”:
       *[other] 🔎 { $count } messages in the conversation with { $client } have “{ $words }”, the newest first:
    }
search-none = 🔎 No message in the conversation with { $client } has “{ $words }”.
search-older = Messages older than { $days } days are still in Telegram.
search-hit-client = 👤 { $when }: { $words }
search-hit-agent = 🙋 { $when }: { $words }
search-hit-note = 📝 { $when }: { $words }
refused-search-anonymous = ⚙️ The answer goes to your private chat, and an anonymous administrator has no private chat. Ask under your own name.
help-search = ⚙️ Say what to look for: { $command } invoice
command-search = { $command } words – searches the conversation with this client, and answers in private
menu-search = Search the conversation with the client
