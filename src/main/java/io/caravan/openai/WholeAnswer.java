package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatResponse;
import io.caravan.chat.ChatStream;
import io.caravan.provider.RoutedRequest;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Reads an answer that came in one piece. */
final class WholeAnswer {

    private static final Set<String> KNOWN =
            Set.of("id", "object", "created", "model", "choices", "usage", "error", "x_groq", "base_resp");

    private final RoutedRequest routed;
    private final Dialect dialect;
    private final Failures failures;
    private final InstantSource clock;

    WholeAnswer(RoutedRequest routed, Dialect dialect, Failures failures, InstantSource clock) {
        this.routed = routed;
        this.dialect = dialect;
        this.failures = failures;
        this.clock = clock;
    }

    ChatResponse read(JsonNode body) {
        if (ErrorBody.within(body)) {
            throw failures.within(routed, body, dialect);
        }
        if (body.path("choices").isEmpty()) {
            throw failures.senseless(routed, "answered something that is no chat completion");
        }
        ChatStream.Head head = head(body);
        return new ChatResponse(
                head.id(),
                head.created(),
                head.model(),
                choices(body.path("choices")),
                UsageBody.of(body.path("usage")),
                Extras.of(body, KNOWN));
    }

    private ChatStream.Head head(JsonNode body) {
        AnswerHead head = new AnswerHead(routed.model(), clock);
        head.id(body.path("id").asText(""));
        head.model(body.path("model").asText(""));
        head.created(body.path("created").asLong());
        return head.head();
    }

    private List<ChatResponse.Choice> choices(JsonNode choices) {
        WholeChoice reader = new WholeChoice(routed, dialect, failures);
        List<ChatResponse.Choice> list = new ArrayList<>(choices.size());
        for (JsonNode choice : choices) {
            list.add(reader.read(choice, list.size()));
        }
        return list;
    }
}
