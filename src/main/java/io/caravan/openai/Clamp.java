package io.caravan.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.provider.Clauses;
import io.caravan.provider.Quirks;
import java.util.List;
import java.util.Map;

/**
 * Numbers for which the provider has a range of its own: {@code temperature=0.01..1}, where what lies outside
 * becomes the nearest that is allowed. After a bar stands what says a zero instead:
 * {@code temperature=0.01..0.99|do_sample=false}.
 */
record Clamp(Clauses<List<Clamp.Range>> ranges) implements RequestQuirk {

    static Clamp of(Quirks quirks) {
        return new Clamp(Clauses.of(
                quirks,
                "clamp",
                text -> Clauses.pairs(text).entrySet().stream().map(Range::of).toList()));
    }

    @Override
    public void apply(Draft draft) {
        ranges.first(draft.model()).ifPresent(list -> list.forEach(range -> range.apply(draft.body())));
    }

    /** What one member may be; {@code zero} holds the members that stand for a zero, mostly none. */
    record Range(String member, double least, double most, ObjectNode zero) {

        static Range of(Map.Entry<String, String> pair) {
            String text = pair.getValue();
            int bar = text.indexOf('|') < 0 ? text.length() : text.indexOf('|');
            int dots = text.indexOf("..");
            if (dots < 0 || dots > bar) {
                throw new IllegalArgumentException("\"" + text + "\" is not of the form least..most");
            }
            return new Range(
                    pair.getKey(),
                    Double.parseDouble(text.substring(0, dots)),
                    Double.parseDouble(text.substring(dots + 2, bar)),
                    Clauses.members(text.substring(Math.min(bar + 1, text.length()))));
        }

        void apply(ObjectNode body) {
            JsonNode value = body.path(member);
            if (!value.isNumber()) {
                return;
            }
            if (value.doubleValue() == 0 && !zero.isEmpty()) {
                body.remove(member);
                body.setAll(zero);
                return;
            }
            double clamped = Math.clamp(value.doubleValue(), least, most);
            if (clamped != value.doubleValue()) {
                body.set(member, RequestBody.number(clamped));
            }
        }
    }
}
