package io.caravan.simulator;

import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.Message;
import io.caravan.chat.ResponseFormat;
import io.caravan.chat.Role;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;

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
        Conversation conversation = new Conversation();
        for (Message message : chat.messages()) {
            conversation.hear(message.role() == Role.USER, message.text());
        }
        return new Question(
                routed.model(),
                conversation.lastWords(),
                conversation.tokens(),
                chat.limit().tokens(),
                chat.sampling().stop(),
                chat.reasoningEffort().map(Thoughts::of).orElse(0),
                chat.responseFormat().orElseGet(ResponseFormat.Text::new),
                chat.sampling().seed(),
                chat.stream(),
                true,
                chat.extras().getOrDefault("simulator", MissingNode.getInstance()));
    }
}
