terms =
    📄 Sobre esta conversación

    • Nuestro equipo lee y responde tus mensajes.
    • Todo lo que envías queda registrado: si editas un mensaje, la versión anterior puede seguir en el registro; si lo borras, desaparece solo para ti.
    • { $collect ->
        [minimal] De tu perfil guardamos el nombre, el apellido y el ID de Telegram, pero no el nombre de usuario ni el idioma.
       *[full] De tu perfil guardamos el nombre, el apellido, el nombre de usuario, el idioma y el ID de Telegram.
      } Cualquier otro dato nos lo cuentas tú.
    • Ese perfil y el estado de la atención se guardan mientras el servicio funcione aquí, o hasta que pidas a nuestro equipo que borre todo.
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
help-agent = ⚙️ Comenta en la publicación del cliente, en el canal: le llega en nombre del bot.
command-help = { $command } – este mensaje
command-terms = { $command } – lo que el cliente lee sobre sus datos
command-note = # al principio – nota solo para el equipo
menu-help = Ayuda
menu-terms = Términos y privacidad
