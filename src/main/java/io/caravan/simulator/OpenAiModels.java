package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** OpenAI's list of models, as Azure has it too. */
final class OpenAiModels {

    private static final int RELEASED = 1_700_000_000;

    private OpenAiModels() {}

    /** The list as OpenAI gives it. */
    static Reply plain() {
        return list(OpenAiModels::write);
    }

    /** The list as Azure gives it: of what can be deployed, not of what is. */
    static Reply ofAzure() {
        return list((model, json) -> {
            write(model, json);
            json.writeObjectFieldStart("capabilities");
            json.writeBooleanField("chat_completion", model.chats());
            json.writeBooleanField("embeddings", model.kind() == SimulatedModel.Kind.EMBEDDING);
            json.writeEndObject();
        });
    }

    private static Reply list(Shelf.Label label) {
        List<SimulatedModel> models = SimulatedModel.of("openai");
        return Reply.of("models", json -> {
            json.writeStartObject();
            json.writeStringField("object", "list");
            new Shelf(models, 0, models.size()).write("data", label, json);
            json.writeEndObject();
        });
    }

    private static void write(SimulatedModel model, JsonGenerator json) throws IOException {
        json.writeStringField("id", model.name());
        json.writeStringField("object", "model");
        json.writeNumberField("created", RELEASED);
        json.writeStringField("owned_by", "simulator");
    }
}
