package io.caravan.simulator;

import io.caravan.error.GatewayException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plays OpenAI's chat completions and embeddings over HTTP. */
@Component("openaiSimulator")
public class OpenAiSimulator {

    private static final Voice VOICE = OpenAiVoice.ofOpenAi();

    private final Stage stage;

    OpenAiSimulator(Backstage backstage) {
        this.stage = new Stage(backstage);
    }

    /**
     * The answer to a request: an {@link io.caravan.http.HttpAnswer} or a {@link io.caravan.http.StreamingBody}.
     *
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object chat(byte[] body, @Nullable String authorization) {
        return stage.answer(VOICE, Framing.EVENTS, () -> {
            Credentials.require(Credentials.bearer(authorization), "You didn't provide an API key");
            return OpenAiQuestion.read(stage.object(body), Optional.empty());
        });
    }

    /**
     * Vectors for texts: an {@link io.caravan.http.HttpAnswer} or a {@link io.caravan.http.StreamingBody}.
     *
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object embeddings(byte[] body, @Nullable String authorization) {
        return stage.reply(VOICE, () -> {
            Credentials.require(Credentials.bearer(authorization), "You didn't provide an API key");
            return OpenAiEmbeddings.read(new Members(stage.object(body)));
        });
    }

    /**
     * The models.
     *
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object models(@Nullable String authorization) {
        return stage.reply(VOICE, () -> {
            Credentials.require(Credentials.bearer(authorization), "You didn't provide an API key");
            return OpenAiModels.plain();
        });
    }
}
