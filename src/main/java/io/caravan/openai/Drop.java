package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
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
    public void apply(RoutedRequest routed, ObjectNode body) {
        members.first(routed.model()).ifPresent(list -> list.forEach(member -> member.removeFrom(body)));
    }

    /** One of the members, in the body itself or in each item of a list of it. */
    record Member(String list, Glob name) {

        static Member of(String path) {
            int dot = path.indexOf('.');
            return dot < 0
                    ? new Member("", Glob.of(path))
                    : new Member(path.substring(0, dot), Glob.of(path.substring(dot + 1)));
        }

        void removeFrom(ObjectNode body) {
            if (list.isEmpty()) {
                removeFromObject(body);
                return;
            }
            for (JsonNode item : body.path(list)) {
                removeFromObject(list.equals("tools") ? item.path("function") : item);
            }
        }

        private void removeFromObject(JsonNode object) {
            if (object instanceof ObjectNode members) {
                List<String> names =
                        members.propertyStream().map(Map.Entry::getKey).toList();
                members.remove(names.stream().filter(name::matches).toList());
            }
        }
    }
}
