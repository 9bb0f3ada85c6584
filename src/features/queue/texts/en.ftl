queue-head =
    { $waiting ->
        [one] 📥 1 client is waiting for an answer
       *[other] 📥 { $waiting } clients are waiting for an answer
    } · { $answered } already answered
queue-empty = ✅ Nobody is waiting for an answer · { $answered } already answered
queue-row = { $glyph } #{ $number } { $name } · waiting for { $wait }
queue-again = 🔄 Refresh
people-found =
    { $count ->
        [one] 🔎 1 client found with “{ $words }”:
       *[other] 🔎 { $count } clients found with “{ $words }”:
    }
people-none = 🔎 No client found with “{ $words }”.
people-more =
    { $count ->
        [one] … and 1 more. Write more of the name to find the person.
       *[other] … and { $count } more. Write more of the name to find the person.
    }
people-row = { $glyph } { $name } · { $id }{ $username }{ $number }
help-people = ⚙️ Say who to look for, by name, id, @username or ticket number: { $command } ana lima
command-queue = { $command } – in private with the bot: who is waiting for an answer, the most urgent first
command-people = { $command } name, id, @username or #number – in private with the bot: finds a client
