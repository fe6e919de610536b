package io.caravan.gemini;

import static io.caravan.gemini.GenerateContentResponse.senseless;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.AssistantMessage;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.chat.FinishReason;
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
     * @throws GatewayException if there is neither a candidate nor a reason for there being none
     */
    static ChatResponse read(GenerateContentResponse answer, InstantSource clock) {
        ChatStream.Head head = answer.head(clock);
        return new ChatResponse(head.id(), head.created(), head.model(), choices(answer), answer.usage(), Map.of());
    }

    private static List<ChatResponse.Choice> choices(GenerateContentResponse answer) {
        List<Candidate> candidates = answer.candidates();
        if (candidates.isEmpty()) {
            String reason = answer.blockReason().orElseThrow(() -> senseless(answer.routed(), "answered no candidate"));
            return List.of(blocked(reason));
        }
        if (candidates.stream().allMatch(WholeAnswer::failed)) {
            String reason = candidates.getFirst().finishReason().orElse("");
            throw senseless(answer.routed(), "ended without an answer: " + reason);
        }
        return candidates.stream().map(WholeAnswer::choice).toList();
    }

    private static ChatResponse.Choice blocked(String reason) {
        Map<String, JsonNode> extras = new ProviderFields()
                .finishReason(reason, FinishReason.CONTENT_FILTER)
                .extras();
        AssistantMessage message =
                new AssistantMessage(Optional.of(""), Optional.empty(), Optional.empty(), List.of(), List.of(), extras);
        return new ChatResponse.Choice(0, message, Optional.of(FinishReason.CONTENT_FILTER), Optional.empty());
    }

    private static boolean failed(Candidate candidate) {
        return candidate.finishReason().filter(FinishReasons::failure).isPresent()
                && candidate.parts().isEmpty();
    }

    private static ChatResponse.Choice choice(Candidate candidate) {
        WholeMessage message = new WholeMessage();
        candidate.parts().forEach(message::add);
        String reason = candidate.finishReason().orElse("STOP");
        FinishReason finish = FinishReasons.of(reason, message.callsTools());
        message.fields().sources(candidate.json()).finishReason(reason, finish);
        return new ChatResponse.Choice(candidate.index(), message.message(), Optional.of(finish), candidate.logprobs());
    }
}
