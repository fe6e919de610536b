package io.caravan.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plays ERNIE as it was before Qianfan's version 2 over HTTP: a token first, then chats with it in the address. */
@Component("ernieSimulator")
public class ErnieSimulator {

    private static final Voice VOICE = new ErnieVoice();
    private static final int MONTH_SECONDS = 2_592_000;
    private static final String SHORT = "short";

    /** What Caravan says for a key where the simulator stands in for a provider; it has no secret. */
    private static final String STAND_IN = "simulated";

    private final Backstage backstage;
    private final Stage stage;

    ErnieSimulator(Backstage backstage) {
        this.backstage = backstage;
        this.stage = new Stage(backstage);
    }

    /**
     * A token for 30 days; one for a client called {@code short2} ends after 2 seconds, whatever it says.
     *
     * @param query what follows the question mark
     * @param form the same, if it came as a body
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object token(@Nullable String query, byte[] form) {
        String options = Optional.ofNullable(query).orElse("") + "&" + new String(form, UTF_8);
        return stage.reply(VOICE, () -> {
            Optional<String> client = Credentials.inQuery("client_id", options);
            if (client.isEmpty()) {
                return refused("unknown client id");
            }
            boolean standIn = client.get().equals(STAND_IN);
            return standIn || Credentials.inQuery("client_secret", options).isPresent()
                    ? Reply.of(client.get(), json -> token(client.get(), json))
                    : refused("Client authentication failed");
        });
    }

    private static Reply refused(String reason) {
        return Reply.of("", json -> {
                    json.writeStartObject();
                    json.writeStringField("error", "invalid_client");
                    json.writeStringField("error_description", reason);
                    json.writeEndObject();
                })
                .with(401);
    }

    private void token(String client, JsonGenerator json) throws IOException {
        String digits = client.startsWith(SHORT) ? client.substring(SHORT.length()) : "";
        boolean brief =
                !digits.isEmpty() && digits.length() < 7 && digits.chars().allMatch(Character::isDigit);
        int seconds = brief ? Integer.parseInt(digits) : MONTH_SECONDS;
        long end = backstage.clock().instant().getEpochSecond() + seconds;
        String token = backstage.ids().get() + "." + MONTH_SECONDS + "." + end + ".simulator";
        json.writeStartObject();
        json.writeStringField("refresh_token", "25." + token);
        json.writeNumberField("expires_in", MONTH_SECONDS);
        json.writeStringField("access_token", "24." + token);
        json.writeStringField("scope", "public brain_all_scope");
        json.writeEndObject();
    }

    /**
     * The answer to a request: an {@link io.caravan.http.HttpAnswer} or a {@link io.caravan.http.StreamingBody}.
     *
     * @param endpoint the last part of the path, which stands for the model
     * @param query what follows the question mark
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object chat(byte[] body, String endpoint, @Nullable String query) {
        return stage.answer(VOICE, Framing.EVENTS, () -> {
            check(Credentials.inQuery("access_token", Optional.ofNullable(query).orElse(""))
                    .orElse(""));
            return ErnieQuestion.read(endpoint, stage.object(body));
        });
    }

    private void check(String token) {
        String[] parts = token.split("\\.", -1);
        boolean ours = parts.length == 5
                && parts[0].equals("24")
                && parts[3].length() < 12
                && !parts[3].isEmpty()
                && parts[3].chars().allMatch(Character::isDigit);
        Credentials.require(ours, "Access token invalid or no longer valid");
        if (!backstage.clock().instant().isBefore(Instant.ofEpochSecond(Long.parseLong(parts[3])))) {
            throw new GatewayException(ErrorCode.AUTHENTICATION, ErnieVoice.EXPIRED);
        }
    }
}
