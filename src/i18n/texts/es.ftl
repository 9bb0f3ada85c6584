# Each variable appears at most once per text: names become links where they stand.

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
refused-unknown-command =
    ⚙️ { $command } no es un comando y NO se envió al cliente.
    Para enviar un texto que empieza con /, pon otro carácter antes, por ejemplo comillas. Comandos: /ayuda
refused-stands-alone =
    ⚙️ { $command } no es un comando y NO se envió al cliente.
    El comando { $name } va solo, sin texto detrás.
refused-not-allowed = ⚙️ Tu función en el equipo no permite { $command }: no se hizo nada. Quien administra el canal puede cambiarlo.
refused-banned = ⚙️ El cliente está vetado: el mensaje NO se envió. Para levantar el veto, usa /p o /cerrar.
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
open-thread = Abrir conversación
post-erased = Borrado
refused-edit-not-delivered = ⚙️ La edición NO le llegó al cliente: { $reason }
hint-start-bot = ⚙️ Para recibir la respuesta en privado, abre { $bot }, pulsa Iniciar (/start) y repite el comando.
agent-private-start =
    ¡Hola! Eres del equipo. 👋
    Quien administra el canal recibe aquí un aviso cuando un cliente llega o vuelve.
    Para atender, responde en los comentarios del canal.
agent-private-anything = Lo que escribes aquí no llega a ningún cliente. Para atender, responde en los comentarios del canal.
agent-link-unknown = Este enlace ya no vale, o lleva a algo que esta atención no tiene.
toast-outdated = Este botón ya no vale.
toast-not-allowed = Tu función no permite esto.
toast-try-again = Telegram no respondió. Inténtalo de nuevo.
menu-start = Empezar
report-parked =
    📪 Una entrega por { $transport } falló y quedó guardada: { $reason }
    Para verla, reintentarla o descartarla: npm run parked -- list { $owner }
refused-erased = ⚙️ Los datos de este cliente se borraron: el mensaje NO se envió. Si la persona vuelve a escribir, se abre una nueva publicación en el canal.
refused-edit-erased = ⚙️ Los datos de este cliente se borraron: la edición NO se envió.
refused-edit-unreachable = ⚙️ No se puede llegar al cliente: la edición NO le llegó.
