package io.caravan.provider;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Some of a provider's models.
 *
 * @param models those that can chat, in the provider's order
 * @param next the cursor of the page after this, nothing if it is the last
 */
public record ModelPage(List<ListedModel> models, Optional<String> next) {

    public ModelPage {
        models = List.copyOf(models);
    }

    /**
     * What a page's items say.
     *
     * @param chats whether an item is a model that can chat
     * @param next the cursor, unless it is no text or empty
     */
    public static ModelPage of(
            JsonNode items, Predicate<JsonNode> chats, Function<JsonNode, ListedModel> model, JsonNode next) {
        return new ModelPage(
                items.valueStream().filter(chats).map(model).toList(),
                Optional.ofNullable(next.textValue()).filter(cursor -> !cursor.isEmpty()));
    }
}
