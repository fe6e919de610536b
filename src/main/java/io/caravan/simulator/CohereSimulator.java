package io.caravan.simulator;

import io.caravan.error.GatewayException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plays Cohere's chat and embed over HTTP. */
@Component("cohereSimulator")
public class CohereSimulator {

    private static final Voice VOICE = new CohereVoice();
    private static final String NO_KEY = "no api key supplied";

    private final Backstage backstage;
    private final Stage stage;

    CohereSimulator(Backstage backstage) {
        this.backstage = backstage;
        this.stage = new Stage(backstage);
    }

    /**
     * The answer to a request: an {@link io.caravan.http.HttpAnswer} or a {@link io.caravan.http.StreamingBody}.
     *
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object chat(byte[] body, @Nullable String authorization) {
        return stage.answer(VOICE, Framing.EVENTS, () -> {
            Credentials.require(Credentials.bearer(authorization), NO_KEY);
            return CohereQuestion.read(stage.object(body));
        });
    }

    /**
     * Vectors for texts: an {@link io.caravan.http.HttpAnswer} or a {@link io.caravan.http.StreamingBody}.
     *
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object embed(byte[] body, @Nullable String authorization) {
        return stage.reply(VOICE, () -> {
            Credentials.require(Credentials.bearer(authorization), NO_KEY);
            return CohereQuestion.embed(stage.object(body), backstage.ids().get());
        });
    }

    /**
     * A page of the models.
     *
     * @param query what follows the question mark
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object models(@Nullable String query, @Nullable String authorization) {
        return stage.reply(VOICE, () -> {
            Credentials.require(Credentials.bearer(authorization), NO_KEY);
            return CohereModels.page(Optional.ofNullable(query).orElse(""));
        });
    }
}
