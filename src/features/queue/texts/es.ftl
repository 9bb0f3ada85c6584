queue-head =
    { $waiting ->
        [one] 📥 1 cliente espera respuesta
       *[other] 📥 { $waiting } clientes esperan respuesta
    } · { $answered } ya con respuesta
queue-empty = ✅ Nadie espera respuesta · { $answered } ya con respuesta
queue-row = { $glyph } #{ $number } { $name } · espera desde hace { $wait }
queue-again = 🔄 Actualizar
people-found =
    { $count ->
        [one] 🔎 1 cliente encontrado con “{ $words }”:
       *[other] 🔎 { $count } clientes encontrados con “{ $words }”:
    }
people-none = 🔎 Ningún cliente encontrado con “{ $words }”.
people-more =
    { $count ->
        [one] … y 1 más. Escriba más del nombre para encontrar a la persona.
       *[other] … y { $count } más. Escriba más del nombre para encontrar a la persona.
    }
people-row = { $glyph } { $name } · { $id }{ $username }{ $number }
help-people = ⚙️ Diga a quién buscar, por nombre, id, @usuario o número de la atención: { $command } ana lima
command-queue = { $command } – en privado con el bot: quién espera respuesta, los más urgentes primero
command-people = { $command } nombre, id, @usuario o #número – en privado con el bot: encuentra a un cliente
