package io.caravan.dify;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.Role;
import io.caravan.error.GatewayException;
import io.caravan.provider.OldFunctions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The one text with files that an app is asked: the last user's message if Dify keeps the conversation, else all of it as
 * a transcript.
 */
record Question(String query, List<Attachment> attachments) {

    /** The member that names a conversation which Dify keeps. */
    static final String CONVERSATION = "conversation_id";

    /**
     * What a request asks.
     *
     * @throws GatewayException if a message holds something that an app cannot be told
     */
    static Question of(ChatRequest chat) {
        Reader reader = new Reader();
        if (conversation(chat).isPresent()) {
            int last = lastOfUser(chat.messages());
            return new Question(reader.text(chat.messages().get(last), "messages." + last), reader.attachments);
        }
        List<String> turns = new ArrayList<>();
        for (int index = 0; index < chat.messages().size(); index++) {
            Message message = chat.messages().get(index);
            String text = reader.text(message, "messages." + index);
            boolean alone = chat.messages().size() == 1 && message.role() == Role.USER;
            if (alone || !text.isBlank()) {
                turns.add(alone ? text : "[" + message.role().wireName() + "]\n" + text);
            }
        }
        return new Question(String.join("\n\n", turns), reader.attachments);
    }

    /** The conversation that the request goes on with, if Dify keeps it. */
    static Optional<String> conversation(ChatRequest chat) {
        JsonNode id = chat.extras().get(CONVERSATION);
        if (id == null || id.isNull()) {
            return Optional.empty();
        }
        if (!id.isTextual()) {
            throw GatewayException.invalid(CONVERSATION, "must be a string");
        }
        return Optional.of(id.textValue()).filter(text -> !text.isBlank());
    }

    private static int lastOfUser(List<Message> messages) {
        return IntStream.range(0, messages.size())
                .filter(index -> messages.get(index).role() == Role.USER)
                .max()
                .orElseThrow(() -> GatewayException.invalid("messages", "must hold a user's message"));
    }

    /** Reads messages, keeping their files. */
    private static final class Reader {

        private final List<Attachment> attachments = new ArrayList<>();

        String text(Message message, String path) {
            if (message.role() == Role.TOOL || message.role() == Role.FUNCTION) {
                throw GatewayException.unsupported(path + ".role", "a Dify app takes no results of tools");
            }
            if (!message.toolCalls().isEmpty() || message.extras().containsKey("tool_calls")) {
                throw GatewayException.unsupported(path + ".tool_calls", "a Dify app has tools of its own only");
            }
            if (OldFunctions.calledIn(message)) {
                throw GatewayException.unsupported(path + ".function_call", "a Dify app has tools of its own only");
            }
            StringBuilder text = new StringBuilder();
            for (int index = 0; index < message.content().size(); index++) {
                text.append(text(message.content().get(index), path + ".content." + index));
            }
            return text.toString();
        }

        private String text(Content part, String path) {
            return switch (part) {
                case Content.Text text -> text.text();
                case Content.Refusal refusal -> refusal.refusal();
                case Content.Image image -> attach(Attachment.of(image, path));
                case Content.Audio audio -> attach(Attachment.of(audio, path));
                case Content.Document document -> attach(Attachment.of(document, path));
                case Content.Unknown _ ->
                    throw GatewayException.unsupported(path, "only text and files can be sent to a Dify app");
            };
        }

        private String attach(Attachment attachment) {
            attachments.add(attachment);
            return "";
        }
    }
}
