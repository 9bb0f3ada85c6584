## Al cliente

start =
    ¡Hola, { $first-name }! 👋
    Qué bueno tenerte aquí. Escribe tu mensaje y nuestro equipo te responde en este mismo chat.
restart = ¡Qué bueno tenerte de vuelta! Ya avisamos al equipo y pronto alguien responde por aquí.
end =
    Cerramos esta conversación. ¡Gracias por escribirnos! 💙
    Si necesitas algo más, escribe por aquí.
terms =
    📄 Sobre esta conversación

    • Nuestro equipo lee y responde tus mensajes.
    • Todo lo que envías queda registrado: si editas un mensaje, la versión anterior puede seguir en el registro; si lo borras, desaparece solo para ti.
    • { $collect ->
        [minimal] De tu perfil guardamos el nombre, el apellido y el ID de Telegram, pero no el nombre de usuario ni el idioma.
       *[full] De tu perfil guardamos el nombre, el apellido, el nombre de usuario, el idioma y el ID de Telegram.
      } Cualquier otro dato nos lo cuentas tú.
    • Ese perfil y el estado de la atención se guardan mientras el servicio funcione aquí.
    • { $days ->
        [one] Durante { $days } día guardamos
       *[other] Durante { $days } días guardamos
      } una copia de los mensajes y el vínculo entre ellos, que permite responder y editar; el historial de la conversación permanece en Telegram.
client-help =
    Cuéntanos aquí lo que necesitas: texto, foto, audio, video o archivo. Nuestro equipo responde en este mismo chat.

    Para citar un mensaje, respóndelo. Para corregir algo, edítalo.

    /start – empezar
    /ayuda – este mensaje
    /tos – cómo cuidamos la conversación
start-link-unknown = Este enlace ya no vale, pero estás en el lugar correcto: escribe aquí tu mensaje y nuestro equipo te responde.
cannot-pass-to-team =
    { $kind ->
        [edit] Telegram no nos deja recibir la edición de este mensaje.
        [story] Telegram no nos deja recibir esta historia.
        [invoice] Telegram no nos deja recibir facturas por aquí.
        [game] Telegram no nos deja recibir este juego.
        [giveaway] Telegram no nos deja recibir sorteos por aquí.
        [giveaway-winners] Telegram no nos deja recibir resultados de sorteos por aquí.
        [checklist] Telegram no nos deja recibir esta lista de tareas.
        [paid-media] Telegram no nos deja recibir contenido de pago.
        [poll] Telegram no nos deja recibir este cuestionario.
        [failed] Este mensaje no llegó a nuestro equipo.
        [deleted] El mensaje se eliminó antes de llegar a nuestro equipo.
       *[other] Telegram no nos deja recibir este tipo de mensaje.
    } ¿Puedes contarnos de otra forma, con texto o una foto?

## En el hilo, solo para el equipo

note-origin = ⚙️ Origen: { $origin }
note-prioritized = ⚙️ { $agent } cambió la prioridad: { $glyph } { $level }
note-closed = ⚙️ { $agent } cerró la conversación
note-closed-silently = ⚙️ { $agent } cerró la conversación sin avisar al cliente
note-banned = ⚙️ { $agent } vetó al cliente
note-unbanned = ⚙️ { $agent } levantó el veto del cliente
note-thread-continued = ⚙️ El hilo anterior de este cliente fue borrado. La conversación sigue aquí.
note-client-blocked = ⚙️ El cliente bloqueó el bot. Las respuestas no llegan hasta que vuelva.
note-client-returned = ⚙️ El cliente desbloqueó el bot. Las respuestas vuelven a llegar.
note-client-deactivated = ⚙️ La cuenta del cliente fue desactivada en Telegram. Las respuestas ya no llegan.
note-flooding = ⚙️ El cliente está enviando demasiados mensajes. Llegan aquí poco a poco y reunidos, como máximo { $limit } por minuto. Ninguno se pierde.

refused-unknown-command =
    ⚙️ { $command } no es un comando y NO se envió al cliente.
    Para enviar un texto que empieza con /, pon otro carácter antes, por ejemplo comillas. Comandos: /ayuda
refused-stands-alone =
    ⚙️ { $command } no es un comando y NO se envió al cliente.
    El comando { $name } va solo, sin texto detrás.
refused-not-allowed = ⚙️ Tu función en el equipo no permite { $command }: no se hizo nada. Quien administra el canal puede cambiarlo.
refused-closed-already = ⚙️ Esta conversación ya está cerrada.
refused-banned = ⚙️ El cliente está vetado: el mensaje NO se envió. Para levantar el veto, usa /p o /cerrar.
refused-banned-already = ⚙️ El cliente ya está vetado. Para levantar el veto, usa /p o /cerrar.
refused-not-team = ⚙️ Aquí solo responde el equipo: el mensaje NO se envió al cliente.
refused-unreachable = ⚙️ El cliente bloqueó el bot: el mensaje NO se entregó.
refused-deactivated = ⚙️ La cuenta del cliente fue desactivada en Telegram: el mensaje NO se entregó.
refused-not-this-thread = ⚙️ Este no es el hilo de este cliente: el mensaje NO se envió. Responde en los comentarios de su publicación más reciente.
refused-not-delivered = ⚙️ El mensaje NO se entregó al cliente: { $reason }
reason-too-long = el texto es demasiado largo para Telegram.
reason-caption-too-long = el pie de foto es demasiado largo para Telegram.
reason-empty = no tiene texto.
reason-voice-forbidden = el cliente no acepta mensajes de voz ni de video. Escríbele, por favor.
reason-not-for-bots =
    { $kind ->
        [story] Telegram no deja al bot reenviar esta historia.
        [invoice] Telegram no deja a ningún bot reenviar facturas.
        [game] Telegram no deja al bot reenviar este juego.
        [giveaway] Telegram no deja a ningún bot reenviar sorteos.
        [giveaway-winners] Telegram no deja a ningún bot reenviar resultados de sorteos.
        [checklist] Telegram no deja al bot reenviar esta lista de tareas.
        [paid-media] Telegram no deja a ningún bot reenviar contenido de pago.
        [poll] Telegram solo deja a un bot reenviar un cuestionario cuando está cerrado. Una encuesta normal sí pasa.
       *[other] Telegram no deja al bot reenviar este tipo de mensaje.
    }
reason-original-gone = se borró antes de enviarse.
reason-file = Telegram ya no tiene este archivo. Envíalo de nuevo.
reason-never-started = el cliente ya no tiene un chat con el bot.
reason-no-answer = Telegram falló todas las veces que lo intentamos. Puede que haya llegado.
reason-unknown = Telegram lo rechazó ({ $original }).
forwarded-from = Reenviado de { $name }
about-message = En respuesta a { $name }
about-story = En respuesta a una historia de { $name }
buttons-lost = 🔘 Este mensaje tenía botones que no llegaron: solo funcionan con el bot que los creó.
refused-edit-banned = ⚙️ El cliente está vetado: la edición NO le llegó; sigue con el texto anterior.
refused-edit-unreachable = ⚙️ No se puede llegar al cliente: la edición NO le llegó.
refused-edit-not-delivered = ⚙️ La edición NO le llegó al cliente: { $reason }
refused-edit-unknown =
    ⚙️ La edición NO se envió: el cliente no tiene este mensaje. Era una nota, o no se había entregado.
    Para enviarlo, escribe un comentario nuevo.
refused-edited-note = ⚙️ Un mensaje ya enviado no se convierte en nota: el cliente sigue con el texto anterior.
refused-edited-command = ⚙️ Un comentario editado no se ejecuta como comando ni se envía. Escribe el comando en un comentario nuevo.
refused-edited-not-team = ⚙️ Aquí solo atiende el equipo: el cambio NO llegó al cliente, que conserva el texto anterior.
refused-file-gone = ⚙️ Telegram ya no tiene el archivo anterior.
refused-deleted-since = ⚙️ El comentario que no se había entregado fue eliminado: NO se enviará al cliente.

versions-earlier = ⚙️ Lo que este mensaje decía antes:
versions-none = ⚙️ El cliente no ha editado este mensaje.
versions-other-file = 📎 otro archivo
help-versions = ⚙️ Para ver las versiones anteriores, responde con /versiones a un mensaje del cliente.

help-priority =
    ⚙️ Usa /p y el número de la prioridad, por ejemplo /p 3
    🟦 1 – no urgente
    🟩 2 – poco urgente
    🟨 3 – urgente
    🟧 4 – muy urgente
    🟥 5 – emergencia
help-agent = ⚙️ Comenta en la publicación del cliente, en el canal: le llega en nombre del bot.
command-priority = { $command } 1 a 5 – cambiar la prioridad: 🟦🟩🟨🟧🟥
command-close = { $command } – cerrar y despedirse del cliente
command-close-silently = { $command } – cerrar en silencio
command-ban = { $command } – vetar al cliente (/p o /cerrar levanta el veto)
command-versions = { $command } – en respuesta a un mensaje del cliente: lo que decía antes de editarse
command-help = { $command } – este mensaje
command-terms = { $command } – lo que el cliente lee sobre sus datos
command-note = # al principio – nota solo para el equipo

## En privado, para el equipo

alert-created = 🆕 Nueva conversación: { $client }
alert-resumed = 🔄 Conversación retomada: { $client }
alert-flooding = 🌊 Demasiados mensajes de golpe: { $client }
report-gap =
    ⚠️ La atención estuvo caída más de un día, y Telegram solo guarda los mensajes 24 horas.
    Lo que clientes y equipo escribieron de { $from } a { $to } se perdió. Lo que vino después ya se entregó.
    Qué hacer: mira las atenciones abiertas y, si hace falta, pide a los clientes que escriban de nuevo.
alert-open-thread = Abrir conversación
health-channel-rights =
    ⚠️ No puedo publicar en el canal. Los mensajes de los clientes están guardados.
    Qué hacer: en Administradores del canal, añade el bot de nuevo o devuélvele "Publicar mensajes", "Editar mensajes" y "Eliminar mensajes". Lo que espera se entrega enseguida.
health-group-rights =
    ⚠️ Ya no soy administrador del grupo de comentarios y no veo lo que responde el equipo. Los mensajes de los clientes están guardados.
    Qué hacer: añade el bot al grupo como administrador, con "Eliminar mensajes". Lo que espera se entrega enseguida. Lo que se escribió en los comentarios mientras tanto no llegó a nadie: escríbelo de nuevo.
health-unlinked =
    ⚠️ Los comentarios del canal están desactivados: ya no tiene grupo de discusión. Los mensajes de los clientes están guardados.
    Qué hacer: en los ajustes del canal, en Comentarios, vincula el mismo grupo de antes. En un máximo de 5 minutos se entrega lo que espera.
health-other-group =
    ⚠️ El canal está vinculado a otro grupo, que no es el de esta atención. Allí no se escribe nada, y los mensajes de los clientes están guardados.
    Qué hacer: en los ajustes del canal, en Comentarios, vincula de nuevo el grupo de antes. En un máximo de 5 minutos se entrega lo que espera.
health-threads-fail =
    ⚠️ Los hilos no se mantienen: las copias de las publicaciones no llegan al grupo o se borran enseguida. Los mensajes de los clientes están guardados, y sigo intentándolo, cada vez con más intervalo.
    Qué hacer: mira si un bot de moderación o alguien borra en el grupo los mensajes del canal, y permítelos.
health-channel-refused = ⚠️ Telegram rechaza lo que el bot publica en el canal. Los mensajes de los clientes están guardados, y sigo intentándolo. Revisa los permisos del bot entre los administradores del canal; el motivo está en el registro.
health-group-refused = ⚠️ Telegram rechaza lo que el bot escribe en el grupo de comentarios. Los mensajes de los clientes están guardados, y sigo intentándolo. Revisa los permisos del bot y los del grupo; el motivo está en el registro.
health-repaired = ✅ El canal y el grupo vuelven a estar en orden. Lo que esperaba se está entregando.
health-group-moved = ℹ️ Telegram convirtió el grupo en supergrupo, y su ID cambió. Ya uso el nuevo: { $group }. Si GROUP_ID está definido, pon este valor.
long-pause =
    { $place ->
        [channel] ⏸ Telegram me pidió dejar de publicar en el canal hasta { $until }. No se pierde nada: lo que falta sale después.
        [group] ⏸ Telegram me pidió dejar de escribir en el grupo hasta { $until }. Los mensajes de los clientes están guardados y llegan después.
       *[all] ⏸ Telegram me pidió dejar de escribir en todos los chats hasta { $until }. No se pierde nada: todo sale después.
    }
long-pause-private = ⏸ Telegram me pidió no escribir a { $person } hasta { $until }. Las respuestas están guardadas y salen después.
long-pause-over = ▶️ La pausa que pidió Telegram terminó. Lo que esperaba se está entregando.
agent-private-start =
    ¡Hola! Eres del equipo. 👋
    Quien administra el canal recibe aquí un aviso cuando un cliente llega o vuelve.
    Para atender, responde en los comentarios del canal.
agent-private-anything = Lo que escribes aquí no llega a ningún cliente. Para atender, responde en los comentarios del canal.
agent-link-unknown = Este enlace ya no vale, o lleva a algo que esta atención no tiene.
toast-outdated = Este botón ya no vale.
toast-not-allowed = Tu función no permite esto.
toast-try-again = Telegram no respondió. Inténtalo de nuevo.

## Menú y niveles

menu-start = Empezar
menu-help = Ayuda
menu-terms = Términos y privacidad
menu-p = Cambiar la prioridad (1 a 5)
menu-close = Cerrar la conversación
menu-close-silently = Cerrar sin avisar al cliente
menu-ban = Vetar al cliente
menu-versions = En respuesta: lo que el mensaje decía antes
level-1 = no urgente
level-2 = poco urgente
level-3 = urgente
level-4 = muy urgente
level-5 = emergencia
