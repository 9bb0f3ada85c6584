start =
    ¡Hola, { $first-name }! 👋
    Qué bueno tenerte aquí. Escribe tu mensaje y nuestro equipo te responde en este mismo chat.
restart = ¡Qué bueno tenerte de vuelta! Ya avisamos al equipo y pronto alguien responde por aquí.
end =
    Cerramos esta conversación. ¡Gracias por escribirnos! 💙
    Si necesitas algo más, escribe por aquí.
note-origin = ⚙️ Origen: { $origin }
note-prioritized = ⚙️ { $agent } cambió la prioridad: { $glyph } { $level }
note-closed = ⚙️ { $agent } cerró la conversación
note-closed-silently = ⚙️ { $agent } cerró la conversación sin avisar al cliente
note-banned = ⚙️ { $agent } vetó al cliente
note-unbanned = ⚙️ { $agent } levantó el veto del cliente
refused-closed-already = ⚙️ Esta conversación ya está cerrada.
refused-banned-already = ⚙️ El cliente ya está vetado. Para levantar el veto, usa /p o /cerrar.
help-priority =
    ⚙️ Usa /p y el número de la prioridad, por ejemplo /p 3
    🟦 1 – no urgente
    🟩 2 – poco urgente
    🟨 3 – urgente
    🟧 4 – muy urgente
    🟥 5 – emergencia
command-close = { $command } – cerrar y despedirse del cliente
command-close-silently = { $command } – cerrar en silencio
command-ban = { $command } – vetar al cliente (/p o /cerrar levanta el veto)
command-priority = { $command } 1 a 5 – cambiar la prioridad: 🟦🟩🟨🟧🟥
menu-p = Cambiar la prioridad (1 a 5)
menu-close = Cerrar la conversación
menu-close-silently = Cerrar sin avisar al cliente
menu-ban = Vetar al cliente
level-1 = no urgente
level-2 = poco urgente
level-3 = urgente
level-4 = muy urgente
level-5 = emergencia
