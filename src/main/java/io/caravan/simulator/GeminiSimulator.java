package io.caravan.simulator;

import io.caravan.error.GatewayException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plays Gemini's generateContent and embedContent over HTTP. */
@Component("geminiSimulator")
public class GeminiSimulator {

    private static final Voice VOICE = new GeminiVoice();

    private final Stage stage;

    GeminiSimulator(Backstage backstage) {
        this.stage = new Stage(backstage);
    }

    /**
     * The answer to a request: an {@link io.caravan.http.HttpAnswer} or a {@link io.caravan.http.StreamingBody}.
     *
     * @param call the last part of the path: the model, a colon, and the method
     * @param query what follows the question mark
     * @param key the header {@code x-goog-api-key}
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object generate(byte[] body, String call, @Nullable String query, @Nullable String key) {
        String options = Optional.ofNullable(query).orElse("");
        if (GeminiCall.embeds(call)) {
            return stage.reply(VOICE, () -> GeminiEmbeddings.read(address(call, options, key), stage.object(body)));
        }
        return stage.answer(
                VOICE,
                GeminiCall.framing(options),
                () -> GeminiQuestion.read(address(call, options, key), stage.object(body)));
    }

    private static GeminiCall address(String call, String options, @Nullable String key) {
        GeminiCall address = GeminiCall.of(call, options);
        requireKey(key, address.key());
        return address;
    }

    /**
     * A page of the models.
     *
     * @param query what follows the question mark
     * @param key the header {@code x-goog-api-key}
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object models(@Nullable String query, @Nullable String key) {
        String options = Optional.ofNullable(query).orElse("");
        return stage.reply(VOICE, () -> {
            requireKey(key, Credentials.inQuery("key", options));
            return GeminiModels.page(options);
        });
    }

    private static void requireKey(@Nullable String header, Optional<String> inQuery) {
        Credentials.require(
                Credentials.given(header) || inQuery.isPresent(),
                "Request is missing required authentication credential");
    }
}
