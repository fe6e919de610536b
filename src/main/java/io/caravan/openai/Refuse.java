package io.caravan.openai;

import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;
import java.util.List;

/** Members without which the request would be another one, and that the provider does not take: {@code tools}. */
record Refuse(Clauses<List<String>> members) implements RequestQuirk {

    static Refuse of(Quirks quirks) {
        return new Refuse(Clauses.of(quirks, "refuse", text -> Clauses.divided(text, ",")));
    }

    @Override
    public void apply(Draft draft) {
        members.first(draft.model()).ifPresent(list -> list.forEach(member -> refuse(member, draft)));
    }

    /** Refuses a member that is there and says something. */
    static void refuse(String member, Draft draft) {
        if (!draft.body().path(member).isEmpty()) {
            throw draft.refusal(member, draft.model() + " does not take this member");
        }
    }
}
