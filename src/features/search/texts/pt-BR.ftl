search-found =
    { $count ->
        [one] 🔎 1 mensagem na conversa com { $client } tem “{ $words }”:
       *[other] 🔎 { $count } mensagens na conversa com { $client } têm “{ $words }”, as mais novas primeiro:
    }
search-none = 🔎 Nenhuma mensagem na conversa com { $client } tem “{ $words }”.
search-older = O que tem mais de { $days } dias continua no Telegram.
search-hit-client = 👤 { $when }: { $words }
search-hit-agent = 🙋 { $when }: { $words }
search-hit-note = 📝 { $when }: { $words }
refused-search-anonymous = ⚙️ A resposta da busca vai para o chat privado de quem pergunta, e um administrador anônimo não tem um. Pergunte com o seu nome.
help-search = ⚙️ Diga o que procurar: { $command } nota fiscal
command-search = { $command } termo – procura na conversa com este cliente, e responde em particular
menu-search = Procura palavras na conversa com o cliente
