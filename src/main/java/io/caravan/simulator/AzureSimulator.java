package io.caravan.simulator;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plays Azure's chat completions over HTTP, where the address names a deployment or, in version 1, the body does. */
@Component("azureSimulator")
public class AzureSimulator {

    private static final Voice VOICE = OpenAiVoice.ofAzure();

    private final Stage stage;

    AzureSimulator(Backstage backstage) {
        this.stage = new Stage(backstage);
    }

    /**
     * The answer to a request: an {@link io.caravan.http.HttpAnswer} or a {@link io.caravan.http.StreamingBody}.
     *
     * @param deployment what the address names, if it does
     * @param query what follows the question mark
     * @param key the header {@code api-key}
     * @param authorization the header of that name, which will do in its place
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object chat(
            byte[] body,
            @Nullable String deployment,
            @Nullable String query,
            @Nullable String key,
            @Nullable String authorization) {
        Optional<String> model = Optional.ofNullable(deployment);
        return stage.answer(VOICE, Framing.EVENTS, () -> {
            requireKey(key, authorization);
            String version = Credentials.inQuery(
                            "api-version", Optional.ofNullable(query).orElse(""))
                    .orElse("");
            if (model.isPresent() && version.isEmpty()) {
                throw new GatewayException(ErrorCode.NOT_FOUND, "Resource not found");
            }
            return OpenAiQuestion.read(stage.object(body), model);
        });
    }

    /**
     * The models that can be deployed.
     *
     * @param key the header {@code api-key}
     * @param authorization the header of that name, which will do in its place
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object models(@Nullable String key, @Nullable String authorization) {
        return stage.reply(VOICE, () -> {
            requireKey(key, authorization);
            return OpenAiModels.ofAzure();
        });
    }

    private static void requireKey(@Nullable String key, @Nullable String authorization) {
        Credentials.require(
                Credentials.given(key) || Credentials.bearer(authorization),
                "Access denied due to invalid subscription key or wrong API endpoint. Make sure to provide a valid"
                        + " key for an active subscription and use a correct regional API endpoint for your"
                        + " resource.");
    }
}
