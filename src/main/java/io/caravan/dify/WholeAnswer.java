package io.caravan.dify;

import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.FinishReason;
import io.caravan.error.GatewayException;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An answer that came all at once, as some services in Dify's place give it. */
final class WholeAnswer {

    private WholeAnswer() {}

    /**
     * The answer in canonical form.
     *
     * @throws GatewayException if it is an error, or no answer
     */
    static ChatResponse read(Event answer, InstantSource clock, DifyFailures failures) {
        if (!answer.json().path("answer").isTextual()) {
            throw refusal(answer, failures);
        }
        AssistantMessage message = new AssistantMessage(
                Optional.of(answer.text("answer")),
                Optional.empty(),
                answer.reasoning(),
                List.of(),
                List.of(),
                new ProviderFields().message(answer).extras());
        ChatStream.Head head = answer.head(clock);
        ChatResponse.Choice choice =
                new ChatResponse.Choice(0, message, Optional.of(FinishReason.STOP), Optional.empty());
        return new ChatResponse(head.id(), head.created(), head.model(), List.of(choice), answer.usage(), Map.of());
    }

    private static GatewayException refusal(Event answer, DifyFailures failures) {
        boolean told = !answer.text("code").isEmpty() || !answer.text("message").isEmpty();
        return told
                ? failures.within(answer.routed(), answer.json())
                : Event.senseless(answer.routed(), "answered without an answer");
    }
}
