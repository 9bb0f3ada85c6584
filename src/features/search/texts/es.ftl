search-found =
    { $count ->
        [one] 🔎 1 mensaje de la conversación con { $client } tiene “{ $words }”:
       *[other] 🔎 { $count } mensajes de la conversación con { $client } tienen “{ $words }”, los más nuevos primero:
    }
search-none = 🔎 Ningún mensaje de la conversación con { $client } tiene “{ $words }”.
search-older = Lo que tiene más de { $days } días sigue en Telegram.
search-hit-client = 👤 { $when }: { $words }
search-hit-agent = 🙋 { $when }: { $words }
search-hit-note = 📝 { $when }: { $words }
refused-search-anonymous = ⚙️ La respuesta va al chat privado de quien pregunta, y un administrador anónimo no tiene uno. Pregunta con tu nombre.
help-search = ⚙️ Di qué buscar: { $command } factura
command-search = { $command } palabras – busca en la conversación con este cliente, y responde en privado
menu-search = Busca palabras en la conversación con el cliente
