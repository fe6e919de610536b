package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;
import java.util.List;
import java.util.Map;

/**
 * Members that the provider does not take: {@code n, *_penalty, messages.name, tools.strict}, where a dot
 * leads into every message or into the function of every tool.
 */
record Drop(Clauses<List<Drop.Member>> members) implements RequestQuirk {

    static Drop of(Quirks quirks) {
        return new Drop(Clauses.of(
                quirks,
                "drop",
                text -> Clauses.divided(text, ",").stream().map(Member::of).toList()));
    }

    @Override
    public void apply(Draft draft) {
        members.first(draft.model()).ifPresent(list -> list.forEach(member -> member.removeFrom(draft)));
    }

    /** One of the members, in the body itself or in each item of a list of it. */
    record Member(String list, Glob name) {

        static Member of(String path) {
            int dot = path.indexOf('.');
            return dot < 0
                    ? new Member("", Glob.of(path))
                    : new Member(path.substring(0, dot), Glob.of(path.substring(dot + 1)));
        }

        void removeFrom(Draft draft) {
            if (list.isEmpty()) {
                names(draft.body()).forEach(draft::drop);
                return;
            }
            for (JsonNode item : draft.body().path(list)) {
                removeFromItem(list.equals("tools") ? item.path("function") : item, draft);
            }
        }

        private void removeFromItem(JsonNode item, Draft draft) {
            if (item instanceof ObjectNode object) {
                for (String found : names(object)) {
                    object.remove(found);
                    draft.dropped().add(list + "." + found);
                }
            }
        }

        private List<String> names(ObjectNode object) {
            return object.propertyStream()
                    .map(Map.Entry::getKey)
                    .filter(name::matches)
                    .toList();
        }
    }
}
