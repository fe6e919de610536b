package io.caravan.openai;

import io.caravan.chat.ChatStream;
import java.time.InstantSource;
import java.util.UUID;

/** Id, time and model of an answer: what the provider said first, and something sensible where it said nothing. */
final class AnswerHead {

    private final InstantSource clock;
    private String id = "";
    private String model = "";
    private long created;
    private final String ownModel;

    AnswerHead(String model, InstantSource clock) {
        this.ownModel = model;
        this.clock = clock;
    }

    void id(String told) {
        id = id.isEmpty() ? told : id;
    }

    void model(String told) {
        model = model.isEmpty() ? told : model;
    }

    void created(long told) {
        created = created == 0 ? told : created;
    }

    /** Whether nothing more has to be told. */
    boolean complete() {
        return created != 0 && !id.isEmpty() && !model.isEmpty();
    }

    /** The head; from now on it is always the same. */
    ChatStream.Head head() {
        id(id.isEmpty() ? "chatcmpl-" + UUID.randomUUID() : id);
        model(ownModel);
        created(created == 0 ? clock.instant().getEpochSecond() : created);
        return new ChatStream.Head(id, created, model);
    }
}
