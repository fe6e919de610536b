package io.caravan.simulator;

import io.caravan.error.GatewayException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plays Anthropic's messages over HTTP. */
@Component("anthropicSimulator")
public class AnthropicSimulator {

    private static final Voice VOICE = new AnthropicVoice();

    private final Stage stage;

    AnthropicSimulator(Backstage backstage) {
        this.stage = new Stage(backstage);
    }

    /**
     * The answer to a request: an {@link io.caravan.http.HttpAnswer} or a {@link io.caravan.http.StreamingBody}.
     *
     * @param key the header {@code x-api-key}
     * @param authorization the header of that name, which will do in its place
     * @param version the header {@code anthropic-version}
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object messages(
            byte[] body, @Nullable String key, @Nullable String authorization, @Nullable String version) {
        return stage.answer(VOICE, Framing.EVENTS, () -> {
            requireHeaders(key, authorization, version);
            return AnthropicQuestion.read(stage.object(body));
        });
    }

    /**
     * A page of the models.
     *
     * @param query what follows the question mark
     * @param key the header {@code x-api-key}
     * @param authorization the header of that name, which will do in its place
     * @param version the header {@code anthropic-version}
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object models(
            @Nullable String query, @Nullable String key, @Nullable String authorization, @Nullable String version) {
        return stage.reply(VOICE, () -> {
            requireHeaders(key, authorization, version);
            return AnthropicModels.page(Optional.ofNullable(query).orElse(""));
        });
    }

    private static void requireHeaders(@Nullable String key, @Nullable String authorization, @Nullable String version) {
        boolean given = Credentials.given(key) || Credentials.bearer(authorization);
        Credentials.require(given, "x-api-key header is required");
        if (!Credentials.given(version)) {
            throw GatewayException.invalid("anthropic-version", "header is required");
        }
    }
}
