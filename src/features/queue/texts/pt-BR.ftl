queue-head =
    { $waiting ->
        [one] 📥 1 cliente espera resposta
       *[other] 📥 { $waiting } clientes esperam resposta
    } · { $answered } já com resposta
queue-empty = ✅ Ninguém espera resposta · { $answered } já com resposta
queue-row = { $glyph } #{ $number } { $name } · espera há { $wait }
queue-again = 🔄 Atualizar
people-found =
    { $count ->
        [one] 🔎 1 cliente encontrado com “{ $words }”:
       *[other] 🔎 { $count } clientes encontrados com “{ $words }”:
    }
people-none = 🔎 Nenhum cliente encontrado com “{ $words }”.
people-more =
    { $count ->
        [one] … e mais 1. Escreva mais do nome para achar a pessoa.
       *[other] … e mais { $count }. Escreva mais do nome para achar a pessoa.
    }
people-row = { $glyph } { $name } · { $id }{ $username }{ $number }
help-people = ⚙️ Diga quem procurar, por nome, id, @usuário ou número do atendimento: { $command } ana lima
command-queue = { $command } – no privado com o bot: quem espera resposta, os mais urgentes primeiro
command-people = { $command } nome, id, @usuário ou #número – no privado com o bot: acha um cliente
