package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatStream.Head;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.http.HttpAnswer;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Where questions of every wire format are answered, in the {@link Voice} of the provider that is played. */
final class Stage {

    private static final int OK = 200;

    private final Backstage backstage;
    private final Author author;
    private final Refusals refusals;

    Stage(Backstage backstage) {
        this.backstage = backstage;
        this.author = new Author(backstage.json());
        this.refusals = new Refusals(backstage);
    }

    /**
     * The JSON object in a request's body.
     *
     * @throws GatewayException if there is none
     */
    JsonNode object(byte[] body) {
        try {
            JsonNode node = backstage.json().readTree(body);
            if (node.isObject()) {
                return node;
            }
        } catch (IOException _) {
            // Refused like every other body that is no object.
        }
        throw GatewayException.invalid("body", "must be a JSON object");
    }

    /**
     * The answer to a question: an {@link HttpAnswer} or a {@link io.caravan.http.StreamingBody}.
     *
     * @param asked gives the question, or the failure to make sense of what was asked
     * @throws GatewayException if the caller left before there was an answer
     */
    Object answer(Voice voice, Framing framing, Supplier<Question> asked) {
        return answer(voice, asked, (question, settings) -> perform(voice, framing, question, settings));
    }

    /**
     * The answer to something that is no conversation: an {@link HttpAnswer} or a
     * {@link io.caravan.http.StreamingBody}.
     *
     * @param asked gives what is answered, or the failure to make sense of what was asked
     * @throws GatewayException if the caller left before there was an answer
     */
    Object reply(Voice voice, Supplier<Reply> asked) {
        return answer(voice, asked, (reply, settings) -> {
            if (!backstage.pause(Duration.ofNanos(settings.pace(false).firstNanos()))) {
                throw gone();
            }
            return whole(voice, settings, reply.status(), reply.content());
        });
    }

    private <A extends Asked> Object answer(
            Voice voice, Supplier<A> supplier, BiFunction<A, Settings, Object> performance) {
        A asked;
        Settings settings;
        try {
            asked = supplier.get();
            settings = SettingsReader.readAny(asked.model(), asked.simulator());
        } catch (GatewayException refused) {
            return refusals.of(voice, Trouble.with(refused));
        }
        if (!backstage.pause(settings.slow())) {
            throw gone();
        }
        Optional<Refusal> refusal = settings.refusal();
        return refusal.isPresent() ? refusals.of(voice, refusal.get()) : performance.apply(asked, settings);
    }

    private Object perform(Voice voice, Framing framing, Question question, Settings settings) {
        Script script = author.script(question, settings);
        Head head = backstage.head(voice.idPrefix(), question.model());
        Pace pace = settings.pace(question.stream());
        Performance performance = new Performance(script, pace, settings.mishap(), backstage.patience());
        if (question.stream()) {
            Events events = new Events(backstage.json(), framing, settings.splits());
            return new ToldStream(performance, events, voice.recital(question, script, head, events));
        }
        if (!performance.sitThrough()) {
            throw gone();
        }
        return whole(voice, settings, OK, json -> voice.whole(question, script, head, json));
    }

    private Object whole(Voice voice, Settings settings, int status, Events.Content content) {
        Optional<Mishap.Kind> kind = settings.mishap().map(Mishap::kind);
        byte[] body = backstage.bytes(
                kind.equals(Optional.of(Mishap.Kind.ERROR))
                        ? json -> voice.trouble(voice.interruption(), json)
                        : content);
        Optional<Mishap.Kind> halfway = kind.filter(way -> way != Mishap.Kind.ERROR);
        return halfway.isPresent() || settings.splits()
                ? new BrokenBody(body, halfway, settings.splits(), backstage.patience())
                : new HttpAnswer(status, Map.of(), "application/json", body);
    }

    private static GatewayException gone() {
        return new GatewayException(ErrorCode.CANCELLED, "the client closed the request");
    }
}
