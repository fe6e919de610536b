package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.caravan.call.Call;
import io.caravan.chat.Usage;
import io.caravan.embedding.EmbeddingInput;
import io.caravan.embedding.EmbeddingRequest;
import io.caravan.embedding.EmbeddingResponse;
import io.caravan.embedding.Vector.Packed;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedEmbedding;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** The embeddings of the provider in the gateway's own process. */
@Component("simulatedEmbeddings")
public class SimulatedEmbeddings {

    private static final int USUAL_LENGTH = 1536;
    private static final int LONGEST = 3072;

    private final Backstage backstage;

    SimulatedEmbeddings(Backstage backstage) {
        this.backstage = backstage;
    }

    /**
     * The vectors of the inputs.
     *
     * @throws GatewayException if the member {@code simulator} is wrong or the vectors shall be too long, or the
     *     failure that the model's name or the member asks for
     */
    public EmbeddingResponse answer(RoutedEmbedding routed) {
        EmbeddingRequest request = routed.embedding();
        JsonNode wishes = Optional.ofNullable(request.extras().get("simulator")).orElse(MissingNode.getInstance());
        Settings settings = SettingsReader.readAny(routed.model(), wishes);
        SimulatedFailures failures = new SimulatedFailures(routed, Call.current());
        if (!backstage.pause(settings.slow())) {
            throw failures.stopped();
        }
        settings.refusal().ifPresent(refusal -> {
            throw failures.refused(refusal);
        });
        return answer(routed.model(), request);
    }

    private static EmbeddingResponse answer(String model, EmbeddingRequest request) {
        int length = request.dimensions().orElse(USUAL_LENGTH);
        if (length > LONGEST) {
            throw GatewayException.invalid("dimensions", "must be at most " + LONGEST);
        }
        List<String> texts =
                request.inputs().stream().map(SimulatedEmbeddings::text).toList();
        return new EmbeddingResponse(
                model,
                texts.stream()
                        .<io.caravan.embedding.Vector>map(
                                text -> new Packed(Vector.of(text, length).bytes()))
                        .toList(),
                Optional.of(Usage.of(texts.stream().mapToInt(Tokens::count).sum(), 0)),
                request.encoding());
    }

    private static String text(EmbeddingInput input) {
        return switch (input) {
            case EmbeddingInput.Text(String text) -> text;
            case EmbeddingInput.Tokens tokens ->
                tokens.tokens().stream().map(String::valueOf).collect(Collectors.joining(" "));
        };
    }
}
