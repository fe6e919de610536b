package io.caravan.simulator;

import io.caravan.error.GatewayException;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Plays Dify's chats over HTTP, where the key is the app. */
@Component("difySimulator")
public class DifySimulator {

    private static final Voice NEW_CONVERSATION = new DifyVoice("");
    private static final int CREATED = 201;

    private final Backstage backstage;
    private final Stage stage;

    DifySimulator(Backstage backstage) {
        this.backstage = backstage;
        this.stage = new Stage(backstage);
    }

    /**
     * The answer to a request: an {@link io.caravan.http.HttpAnswer} or a {@link io.caravan.http.StreamingBody}.
     *
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object chat(byte[] body, @Nullable String authorization) {
        return stage.answer(new DifyVoice(conversation(body)), Framing.EVENTS, () -> {
            String key = key(authorization);
            return DifyQuestion.read(key, stage.object(body));
        });
    }

    private String conversation(byte[] body) {
        try {
            return backstage.json().readTree(body).path("conversation_id").asText("");
        } catch (IOException _) {
            return "";
        }
    }

    /**
     * Stops nothing, for whoever stops an answer stops listening too, but says that it has.
     *
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object stop(byte[] body, @Nullable String authorization) {
        return stage.reply(NEW_CONVERSATION, () -> {
            String key = key(authorization);
            DifyQuestion.requireUser(new Members(stage.object(body)));
            return Reply.of(DifyQuestion.app(key), json -> {
                json.writeStartObject();
                json.writeStringField("result", "success");
                json.writeEndObject();
            });
        });
    }

    /**
     * Takes a file that a question may name.
     *
     * @param contentType of the form that the body is
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object upload(byte[] form, @Nullable String contentType, @Nullable String authorization) {
        return stage.reply(NEW_CONVERSATION, () -> {
            String app = DifyQuestion.app(key(authorization));
            DifyUpload upload = DifyUpload.read(Optional.ofNullable(contentType).orElse(""), form);
            String id = backstage.ids().get();
            long created = backstage.clock().instant().getEpochSecond();
            return Reply.of(app, json -> upload.write(id, created, json)).with(CREATED);
        });
    }

    private static String key(@Nullable String authorization) {
        Credentials.require(Credentials.bearer(authorization), "Access token is invalid");
        return Optional.ofNullable(authorization)
                .orElse("")
                .substring("Bearer ".length())
                .strip();
    }

    /**
     * What the app says of itself.
     *
     * @throws GatewayException if the caller left before there was an answer
     */
    public Object info(@Nullable String authorization) {
        return stage.reply(NEW_CONVERSATION, () -> {
            String app = DifyQuestion.app(key(authorization));
            return Reply.of(app, json -> {
                json.writeStartObject();
                json.writeStringField("name", app);
                json.writeStringField("description", "An app that pretends");
                json.writeArrayFieldStart("tags");
                json.writeEndArray();
                json.writeStringField("mode", "chat");
                json.writeStringField("author_name", "simulator");
                json.writeEndObject();
            });
        });
    }
}
