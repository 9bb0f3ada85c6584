refused-file-gone = ⚙️ Telegram ya no tiene el archivo anterior.
versions-earlier = ⚙️ Lo que este mensaje decía antes:
versions-none = ⚙️ El cliente no ha editado este mensaje.
versions-other-file = 📎 otro archivo
help-versions = ⚙️ Para ver las versiones anteriores, responde con /versiones a un mensaje del cliente.
command-versions = { $command } – en respuesta a un mensaje del cliente: lo que decía antes de editarse
menu-versions = En respuesta: lo que el mensaje decía antes
