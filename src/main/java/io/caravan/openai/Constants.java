package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;

/**
 * Members that the provider wants unless the caller has set them, {@code reasoning_split=true}: {@code set}
 * in every request, {@code unstreamed} in those for a whole answer.
 */
record Constants(Clauses<ObjectNode> members, boolean streamedToo) implements RequestQuirk {

    static Constants always(Quirks quirks) {
        return new Constants(Clauses.of(quirks, "set", Clauses::members), true);
    }

    static Constants unstreamed(Quirks quirks) {
        return new Constants(Clauses.of(quirks, "unstreamed", Clauses::members), false);
    }

    @Override
    public void apply(Draft draft) {
        if (streamedToo || !draft.routed().chat().stream()) {
            members.first(draft.model())
                    .ifPresent(constants ->
                            constants.properties().forEach(member -> set(member.getKey(), member.getValue(), draft)));
        }
    }

    /** What another quirk has put there gives way where an answer would be refused otherwise. */
    private void set(String name, JsonNode value, Draft draft) {
        if (!streamedToo && !draft.routed().chat().extras().containsKey(name)) {
            draft.body().set(name, value);
        } else {
            draft.body().putIfAbsent(name, value);
        }
    }
}
