package io.caravan.anthropic;

import com.fasterxml.jackson.databind.JsonNode;
import io.caravan.chat.ChatRequest;
import io.caravan.chat.ReasoningEffort;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** The caller's members that a body does not tell. */
final class DroppedMembers {

    /** Members that are told, or refused, or have nothing to tell. */
    private static final Set<String> TOLD = Set.of(
            "max_completion_tokens", "max_tokens", "parallel_tool_calls", "response_format", "stream_options", "tools");

    /** Members that are told unless the body lacks Anthropic's counterpart. */
    private static final Map<String, String> COUNTERPARTS = Map.of(
            "cache_control", "cache_control",
            "inference_geo", "inference_geo",
            "service_tier", "service_tier",
            "stop", "stop_sequences",
            "temperature", "temperature",
            "top_k", "top_k",
            "top_p", "top_p");

    private final ChatRequest chat;
    private final Plan plan;
    private final JsonNode body;

    private DroppedMembers(ChatRequest chat, Plan plan, JsonNode body) {
        this.chat = chat;
        this.plan = plan;
        this.body = body;
    }

    /** The names of those members. */
    static SortedSet<String> of(ChatRequest chat, Plan plan, JsonNode body) {
        DroppedMembers dropped = new DroppedMembers(chat, plan, body);
        SortedSet<String> members = chat.members();
        members.removeIf(dropped::tells);
        return members;
    }

    private boolean tells(String member) {
        return TOLD.contains(member)
                || body.has(COUNTERPARTS.getOrDefault(member, ""))
                || switch (member) {
                    case "n" -> chat.sampling().n().orElse(1) == 1;
                    case Thinking.OWN_MEMBER -> plan.thinking().source().equals(Optional.of(member));
                    case Thinking.EFFORT -> tellsEffort();
                    case Thinking.OUTPUT ->
                        body.path(member).equals(chat.extras().get(member));
                    case "tool_choice" -> plan.choice().equals(plan.wanted());
                    case "user", "safety_identifier" -> tellsUser(member);
                    case "metadata" ->
                        tellsUser(member)
                                && body.path(member).equals(chat.extras().get(member));
                    default -> false;
                };
    }

    /** No effort is what models that do not think make anyway; another may only restate the caller's own words. */
    private boolean tellsEffort() {
        Thinking thinking = plan.thinking();
        boolean none = chat.reasoningEffort().equals(Optional.of(ReasoningEffort.NONE));
        boolean restates = Thinking.ownEffort(chat).isEmpty()
                && chat.natives().restated().contains(Thinking.OWN_MEMBER)
                && thinking.source().equals(Optional.of(Thinking.OWN_MEMBER));
        return thinking.effort().isPresent()
                || thinking.source().equals(Optional.of(Thinking.EFFORT))
                || restates
                || none && !thinking.on();
    }

    private boolean tellsUser(String member) {
        return EndUser.of(chat).filter(user -> user.member().equals(member)).isPresent();
    }
}
