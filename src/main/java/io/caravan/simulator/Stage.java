package io.caravan.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatStream.Head;
import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import io.caravan.http.HttpAnswer;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Where questions of every wire format are answered, in the {@link Voice} of the provider that is played. */
final class Stage {

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
        Question question;
        Settings settings;
        try {
            question = asked.get();
            settings = SettingsReader.readAny(question.model(), question.simulator());
        } catch (GatewayException refused) {
            return refusals.of(voice, Trouble.with(refused));
        }
        if (!backstage.pause(settings.slow())) {
            throw gone();
        }
        Optional<Refusal> refusal = settings.refusal();
        return refusal.isPresent() ? refusals.of(voice, refusal.get()) : answer(voice, framing, question, settings);
    }

    private Object answer(Voice voice, Framing framing, Question question, Settings settings) {
        Script script = author.script(question, settings);
        Head head = backstage.head(voice.idPrefix(), question.model());
        Pace pace = settings.pace(question.stream());
        Performance performance = new Performance(script, pace, settings.mishap(), backstage.patience());
        if (!question.stream()) {
            return whole(voice, question, head, settings, performance);
        }
        Events events = new Events(backstage.json(), framing, settings.splits());
        return new ToldStream(performance, events, voice.recital(question, script, head, events));
    }

    private Object whole(Voice voice, Question question, Head head, Settings settings, Performance performance) {
        if (!performance.sitThrough()) {
            throw gone();
        }
        Optional<Mishap.Kind> kind = settings.mishap().map(Mishap::kind);
        byte[] body = backstage.bytes(
                kind.equals(Optional.of(Mishap.Kind.ERROR))
                        ? json -> voice.trouble(voice.interruption(), json)
                        : json -> voice.whole(question, performance.script(), head, json));
        Optional<Mishap.Kind> halfway = kind.filter(way -> way != Mishap.Kind.ERROR);
        return halfway.isPresent() || settings.splits()
                ? new BrokenBody(body, halfway, settings.splits(), backstage.patience())
                : new HttpAnswer(200, Map.of(), "application/json", body);
    }

    private static GatewayException gone() {
        return new GatewayException(ErrorCode.CANCELLED, "the client closed the request");
    }
}
