package io.caravan.openai;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.error.GatewayException;
import io.caravan.provider.RoutedRequest;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A request on its way from OpenAI's form to the provider's.
 *
 * @param dropped what of the caller's members has been lost on the way
 */
record Draft(RoutedRequest routed, ObjectNode body, SortedSet<String> dropped) {

    Draft(RoutedRequest routed, ObjectNode body) {
        this(routed, body, new TreeSet<>());
    }

    /** The model as the provider names it. */
    String model() {
        return routed.model();
    }

    /** The turns of the conversation. */
    ArrayNode turns() {
        return (ArrayNode) body.get("messages");
    }

    /** Takes a member out. What was to say nothing but the usual is not missed. */
    void drop(String member) {
        boolean usual = member.equals("stream_options")
                || body.path(member).path("type").asText().equals("text");
        boolean there = body.remove(member) != null;
        if (there && !usual && routed.chat().members().contains(member)) {
            dropped.add(member);
        }
    }

    /** Takes out words of another dialect that the caller asked in; the body itself never had them. */
    void dropForeign(Set<String> foreign) {
        if (foreign.isEmpty()) {
            return;
        }
        dropped.addAll(routed.chat().members());
        dropped.retainAll(foreign);
        dropped.retainAll(routed.chat().extras().keySet());
        NativeMembers.remove(body, foreign);
    }

    /** The failure of a request whose member the provider or the model cannot take. */
    GatewayException refusal(String path, String message) {
        return GatewayException.unsupported(path, message).at(routed.origin());
    }
}
