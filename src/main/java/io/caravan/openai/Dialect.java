package io.caravan.openai;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.caravan.provider.Quirks;
import io.caravan.provider.RoutedRequest;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one provider differs from OpenAI: its quirk words, understood.
 *
 * @param request what is changed in a request, in this order
 * @param endsWithFinish whether a stream may end after the finish reason, without {@code [DONE]}
 */
record Dialect(List<RequestQuirk> request, FinishWords finish, ErrorTable errors, boolean endsWithFinish) {

    private static final Logger LOG = LoggerFactory.getLogger(Dialect.class);

    Dialect {
        request = List.copyOf(request);
    }

    /**
     * The dialect that the words describe.
     *
     * @param own whether the models are OpenAI's own
     */
    static Dialect of(Quirks quirks, boolean own, Map<String, String> vendorErrors) {
        return new Dialect(
                own ? List.of(new OwnModels()) : requestQuirks(quirks),
                FinishWords.of(quirks),
                ErrorTable.of(quirks, vendorErrors),
                quirks.word("done").filter("finish"::equals).isPresent());
    }

    private static List<RequestQuirk> requestQuirks(Quirks quirks) {
        return List.of(
                Turns.of(quirks),
                AnswerFormat.of(quirks),
                Choice.of(quirks),
                Effort.of(quirks),
                Clamp.of(quirks),
                Rename.of(quirks),
                Drop.of(quirks),
                Constants.always(quirks),
                Constants.unstreamed(quirks),
                ModelName.of(quirks));
    }

    /** Changes a request to what the provider wants. */
    void apply(RoutedRequest routed, ObjectNode body) {
        Set<String> before = LOG.isDebugEnabled() ? names(body) : Set.of();
        for (RequestQuirk quirk : request) {
            quirk.apply(routed, body);
        }
        if (LOG.isDebugEnabled()) {
            before.removeAll(names(body));
            LOG.debug("{} {} does not take as they are: {}", routed.provider().id(), routed.model(), before);
        }
    }

    private static Set<String> names(ObjectNode body) {
        Set<String> names = new HashSet<>();
        body.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
