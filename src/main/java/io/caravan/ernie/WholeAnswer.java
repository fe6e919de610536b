package io.caravan.ernie;

import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.ToolCall;
import io.caravan.error.GatewayException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer that came all at once. */
final class WholeAnswer {

    private WholeAnswer() {}

    /**
     * The answer in canonical form.
     *
     * @throws GatewayException if it says nothing at all
     */
    static ChatResponse read(Answer answer, InstantSource clock) {
        if (!answer.speaks()) {
            throw Answer.senseless(answer.routed(), "answered without a result");
        }
        Optional<ToolCall> call = answer.call();
        ChatStream.Head head = answer.head(clock);
        ChatResponse.Choice choice = new ChatResponse.Choice(
                0, message(answer, call), Optional.of(answer.finish(call.isPresent())), Optional.empty());
        return new ChatResponse(head.id(), head.created(), head.model(), List.of(choice), answer.usage(), Map.of());
    }

    private static AssistantMessage message(Answer answer, Optional<ToolCall> call) {
        boolean silent = answer.text().isEmpty() && call.isPresent();
        return new AssistantMessage(
                silent ? Optional.empty() : Optional.of(answer.text()),
                Optional.empty(),
                answer.reasoning(),
                List.of(),
                call.stream().toList(),
                answer.extras());
    }
}
