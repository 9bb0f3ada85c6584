refused-edit-banned = ⚙️ El cliente está vetado: la edición NO le llegó; sigue con el texto anterior.
refused-edit-unknown =
    ⚙️ La edición NO se envió: el cliente no tiene este mensaje. Era una nota, o no se había entregado.
    Para enviarlo, escribe un comentario nuevo.
refused-edited-note = ⚙️ Un mensaje ya enviado no se convierte en nota: el cliente sigue con el texto anterior.
refused-edited-command = ⚙️ Un comentario editado no se ejecuta como comando ni se envía. Escribe el comando en un comentario nuevo.
refused-edited-not-team = ⚙️ Aquí solo atiende el equipo: el cambio NO llegó al cliente, que conserva el texto anterior.
