package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.util.List;

/** Anthropic's list of models, in which the id of the last on a page leads to the next. */
final class AnthropicModels {

    private static final int USUAL = 20;
    private static final String RELEASED = "2026-01-01T00:00:00Z";

    private AnthropicModels() {}

    /**
     * The page that a query asks for.
     *
     * @throws GatewayException if there is no such page
     */
    static Reply page(String query) {
        List<SimulatedModel> models = SimulatedModel.of("anthropic");
        int from = Credentials.inQuery("after_id", query)
                .map(id -> after(id, models))
                .orElse(0);
        Shelf shelf = new Shelf(models, from, Shelf.size("limit", query, USUAL));
        return Reply.of("models", json -> write(shelf, json));
    }

    private static int after(String id, List<SimulatedModel> models) {
        int place = models.stream().map(SimulatedModel::name).toList().indexOf(id);
        if (place < 0) {
            throw GatewayException.invalid("after_id", "is no model");
        }
        return place + 1;
    }

    private static void write(Shelf shelf, JsonGenerator json) throws IOException {
        List<String> ids = shelf.models().stream().map(SimulatedModel::name).toList();
        json.writeStartObject();
        shelf.write("data", AnthropicModels::write, json);
        json.writeBooleanField("has_more", shelf.next().isPresent());
        json.writeStringField("first_id", ids.isEmpty() ? null : ids.getFirst());
        json.writeStringField("last_id", ids.isEmpty() ? null : ids.getLast());
        json.writeEndObject();
    }

    private static void write(SimulatedModel model, JsonGenerator json) throws IOException {
        json.writeStringField("type", "model");
        json.writeStringField("id", model.name());
        json.writeStringField("display_name", model.displayName());
        json.writeStringField("created_at", RELEASED);
        json.writeNumberField("max_input_tokens", SimulatedModel.CONTEXT_WINDOW);
        json.writeNumberField("max_tokens", SimulatedModel.MAX_OUTPUT);
        json.writeObjectFieldStart("capabilities");
        for (String capability : List.of("image_input", "pdf_input", "structured_outputs", "thinking")) {
            json.writeObjectFieldStart(capability);
            json.writeBooleanField("supported", true);
            json.writeEndObject();
        }
        json.writeEndObject();
    }
}
