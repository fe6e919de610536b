package io.caravan.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import io.caravan.error.GatewayException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * A page of a list of simulated models.
 *
 * @param from the place of its first model in the whole list
 */
record Shelf(List<SimulatedModel> all, int from, int size) {

    /** How a model is written. */
    interface Label {
        void write(SimulatedModel model, JsonGenerator json) throws IOException;
    }

    /**
     * The size of a page that a query asks for.
     *
     * @throws GatewayException if it is no number from 1 to 1,000
     */
    static int size(String option, String query, int usual) {
        return Credentials.inQuery(option, query)
                .map(text -> number(option, text, 1, 1000))
                .orElse(usual);
    }

    /**
     * The place where a page begins that a cursor names.
     *
     * @throws GatewayException if no page has given such a cursor
     */
    static int from(String option, String query) {
        return Credentials.inQuery(option, query)
                .map(text -> number(option, text, 1, SimulatedModel.ALL.size()))
                .orElse(0);
    }

    private static int number(String option, String text, int least, int most) {
        boolean right = text.matches("[0-9]{1,4}");
        int number = right ? Integer.parseInt(text) : 0;
        if (number < least || number > most) {
            throw GatewayException.invalid(option, "must be a number from " + least + " to " + most);
        }
        return number;
    }

    List<SimulatedModel> models() {
        return all.subList(Math.min(from, all.size()), end());
    }

    /** Where the next page begins, if there is one. */
    Optional<Integer> next() {
        return end() < all.size() ? Optional.of(end()) : Optional.empty();
    }

    private int end() {
        return Math.min(all.size(), from + size);
    }

    /** Writes the models as an array. */
    void write(String member, Label label, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart(member);
        for (SimulatedModel model : models()) {
            json.writeStartObject();
            label.write(model, json);
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
