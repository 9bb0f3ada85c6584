note-thread-continued = ⚙️ O tópico anterior deste cliente foi apagado. A conversa continua aqui.
