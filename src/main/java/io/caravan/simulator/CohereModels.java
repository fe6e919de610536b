package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.util.List;

/** Cohere's list of models. */
final class CohereModels {

    private static final int USUAL = 20;

    private CohereModels() {}

    /**
     * The page that a query asks for.
     *
     * @throws GatewayException if there is no such page
     */
    static Reply page(String query) {
        String endpoint = Credentials.inQuery("endpoint", query).orElse("");
        List<SimulatedModel> models = SimulatedModel.of("cohere").stream()
                .filter(model -> endpoint.isEmpty() || endpoint(model).equals(endpoint))
                .toList();
        Shelf shelf = new Shelf(models, Shelf.from("page_token", query), Shelf.size("page_size", query, USUAL));
        return Reply.of("models", json -> {
            json.writeStartObject();
            shelf.write("models", CohereModels::write, json);
            if (shelf.next().isPresent()) {
                json.writeStringField("next_page_token", shelf.next().get().toString());
            }
            json.writeEndObject();
        });
    }

    private static String endpoint(SimulatedModel model) {
        return switch (model.kind()) {
            case CHAT -> "chat";
            case EMBEDDING -> "embed";
            case RERANK -> "rerank";
            case OTHER -> "classify";
        };
    }

    private static void write(SimulatedModel model, JsonGenerator json) throws IOException {
        json.writeStringField("name", model.name());
        json.writeBooleanField("is_deprecated", false);
        json.writeArrayFieldStart("endpoints");
        json.writeString(endpoint(model));
        json.writeEndArray();
        json.writeNumberField("context_length", SimulatedModel.CONTEXT_WINDOW);
    }
}
