package io.caravan.cohere;

import io.caravan.chat.FinishReason;
import io.caravan.error.ErrorCode;
import io.caravan.provider.RoutedRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Why the model stopped, in Cohere's word, empty if it gave none. */
record StopReason(String word) {

    private static final Logger LOG = LoggerFactory.getLogger(StopReason.class);

    /**
     * The reason in OpenAI's words.
     *
     * @param calls whether the answer holds calls of tools
     * @param message what Cohere says about a failure, mostly nothing
     * @throws io.caravan.error.GatewayException if the word stands for a failure
     */
    FinishReason finish(RoutedRequest routed, boolean calls, String message) {
        return switch (word) {
            case "MAX_TOKENS", "ERROR_LIMIT" -> FinishReason.LENGTH;
            case "ERROR_TOXIC" -> FinishReason.CONTENT_FILTER;
            case "ERROR" -> throw FailureReader.ended(routed, ErrorCode.SERVER_ERROR, word, message);
            case "TIMEOUT" -> throw FailureReader.ended(routed, ErrorCode.TIMEOUT, word, message);
            case "COMPLETE", "STOP_SEQUENCE", "TOOL_CALL", "" -> stop(calls);
            default -> {
                LOG.info("unknown finish reason {}, taken for stop", word);
                yield stop(calls);
            }
        };
    }

    private FinishReason stop(boolean calls) {
        return calls || word.equals("TOOL_CALL") ? FinishReason.TOOL_CALLS : FinishReason.STOP;
    }
}
