package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Consumer;

/**
 * What OpenAI's models want different from each other, as one table.
 *
 * @see <a href="https://platform.openai.com/docs/guides/reasoning">Reasoning models</a>
 */
record OwnModels(ModelFamilies families) implements RequestQuirk {

    private static final List<Rule> RULES = List.of(
            new Rule(
                    (model, _) -> model.reasons(),
                    List.of(
                            draft -> Rename.rename(draft.body(), "max_tokens", "max_completion_tokens"),
                            drop("presence_penalty", "frequency_penalty", "logit_bias"),
                            role("system", "developer"))),
            new Rule(
                    (model, body) -> model.reasons() && !(model.mayNotThink() && thinksNot(body)),
                    List.of(OwnModels::dropTemperatureUnlessOne, drop("top_p", "logprobs", "top_logprobs"))),
            new Rule(named("o3", "o4-mini", "gpt-5"), List.of(drop("stop"))),
            new Rule(named("o1"), List.of(drop("parallel_tool_calls"))),
            new Rule(
                    named("o1-mini", "o1-preview"),
                    List.of(
                            role("developer", "user"),
                            draft -> Refuse.refuse("tools", draft),
                            drop("tools", "tool_choice", "response_format", "reasoning_effort"))),
            new Rule(named("gpt-4o-search-preview", "gpt-4o-mini-search-preview"), List.of(drop("temperature"))),
            new Rule(named("gpt-3.5", "gpt-4", "chatgpt-4", "gpt-5-chat"), List.of(Effort::dropWhereNothingThinks)));

    @Override
    public void apply(Draft draft) {
        OwnModel model = OwnModel.of(families.family(draft.model()));
        for (Rule rule : RULES) {
            if (rule.condition().test(model, draft.body())) {
                rule.changes().forEach(change -> change.accept(draft));
            }
        }
    }

    private static BiPredicate<OwnModel, ObjectNode> named(String... beginnings) {
        return (model, _) -> model.begins(beginnings);
    }

    private static Consumer<Draft> drop(String... members) {
        List<String> names = List.of(members);
        return draft -> names.forEach(draft::drop);
    }

    private static Consumer<Draft> role(String from, String to) {
        return draft -> {
            for (JsonNode message : draft.turns()) {
                if (message.path("role").asText().equals(from)) {
                    ((ObjectNode) message).put("role", to);
                }
            }
        };
    }

    private static void dropTemperatureUnlessOne(Draft draft) {
        if (draft.body().path("temperature").asDouble(1) != 1) {
            draft.drop("temperature");
        }
    }

    private static boolean thinksNot(ObjectNode body) {
        return body.path("reasoning_effort").asText().equals("none");
    }

    /** Some models, and what is done to requests for them. */
    private record Rule(BiPredicate<OwnModel, ObjectNode> condition, List<Consumer<Draft>> changes) {}
}
