package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.error.GatewayException;
import java.io.IOException;

/** Gemini's list of models. */
final class GeminiModels {

    private static final int USUAL = 50;

    private GeminiModels() {}

    /**
     * The page that a query asks for.
     *
     * @throws GatewayException if there is no such page
     */
    static Reply page(String query) {
        int from = Shelf.from("pageToken", query);
        Shelf shelf = new Shelf(SimulatedModel.of("gemini"), from, Shelf.size("pageSize", query, USUAL));
        return Reply.of("models", json -> {
            json.writeStartObject();
            shelf.write("models", GeminiModels::write, json);
            if (shelf.next().isPresent()) {
                json.writeStringField("nextPageToken", shelf.next().get().toString());
            }
            json.writeEndObject();
        });
    }

    private static void write(SimulatedModel model, JsonGenerator json) throws IOException {
        json.writeStringField("name", "models/" + model.name());
        json.writeStringField("version", "001");
        json.writeStringField("displayName", model.displayName());
        json.writeNumberField("inputTokenLimit", SimulatedModel.CONTEXT_WINDOW);
        json.writeNumberField("outputTokenLimit", SimulatedModel.MAX_OUTPUT);
        json.writeArrayFieldStart("supportedGenerationMethods");
        for (String method : methods(model.kind())) {
            json.writeString(method);
        }
        json.writeEndArray();
        if (model.chats()) {
            json.writeBooleanField("thinking", true);
        }
    }

    private static String[] methods(SimulatedModel.Kind kind) {
        return switch (kind) {
            case CHAT -> new String[] {"generateContent", "countTokens"};
            case EMBEDDING -> new String[] {"embedContent"};
            case RERANK, OTHER -> new String[] {"predict"};
        };
    }
}
