package io.caravan.simulator;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Content;
import io.caravan.chat.Message;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Role;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import java.util.ArrayList;
import java.util.List;

/** Reads a {@link Question} from a canonical request. */
final class ChatQuestion {

    private ChatQuestion() {}

    /**
     * The question in a request.
     *
     * @throws GatewayException if it asks for more than one answer
     */
    static Question read(RoutedRequest routed) {
        ChatRequest chat = routed.chat();
        if (chat.sampling().n().orElse(1) != 1) {
            throw GatewayException.unsupported("n", "a simulated model gives one answer")
                    .at(routed.origin());
        }
        return new Question(
                routed.model(),
                heard(chat.messages()),
                chat.limit().tokens(),
                chat.sampling().stop(),
                chat.reasoningEffort().map(Thoughts::of).orElse(0),
                chat.responseFormat().orElseGet(ResponseFormat.Text::new),
                chat.tools(),
                chat.sampling().seed(),
                chat.stream(),
                true,
                chat.extras().getOrDefault("simulator", MissingNode.getInstance()));
    }

    private static Heard heard(List<Message> messages) {
        Conversation conversation = new Conversation();
        for (int i = 0; i < messages.size(); i++) {
            hear(messages.get(i), "messages." + i + ".content", conversation);
        }
        return conversation.heard();
    }

    private static void hear(Message message, String path, Conversation conversation) {
        List<String> attachments = attachments(message, path);
        switch (message.role()) {
            case TOOL -> conversation.hearResult(message.toolCallId().orElse(""), message.text(), attachments);
            case FUNCTION -> conversation.hearResultOf(message.name().orElse(""), message.text(), attachments);
            case USER, SYSTEM, DEVELOPER, ASSISTANT ->
                conversation.hear(message.role() == Role.USER, message.text(), attachments);
        }
        message.toolCalls().forEach(call -> conversation.hearCall(call.id(), call.name(), call.arguments()));
    }

    private static List<String> attachments(Message message, String path) {
        List<String> attachments = new ArrayList<>();
        for (Content part : message.content()) {
            switch (part) {
                case Content.Text _, Content.Refusal _ -> {
                    // There is nothing to see in it.
                }
                case Content.Image image -> attachments.add(Attachment.at("image", image.url(), path));
                case Content.Audio audio ->
                    attachments.add(Attachment.inline("audio/" + audio.format(), audio.data(), path));
                case Content.Document document ->
                    attachments.add(document.fileId()
                            .map(id -> Attachment.named("file", id))
                            .orElseGet(
                                    () -> Attachment.at("file", document.data().orElse(""), path)));
                case Content.Unknown unknown -> attachments.add(Attachment.named("part", unknown.type()));
            }
        }
        return attachments;
    }
}
