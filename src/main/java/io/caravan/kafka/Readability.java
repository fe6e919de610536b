package io.caravan.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.caravan.error.ErrorCode;
import io.caravan.error.GatewayException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;

/** Whether a record can be a request at all. What a request says may still be wrong. */
public final class Readability {

    private final long most;

    /**
     * @param most bytes of one request
     */
    public Readability(long most) {
        this.most = most;
    }

    /** Why the record cannot be a request, if it cannot. */
    public Optional<GatewayException> objection(Incoming record) {
        if (record.value().isEmpty()) {
            return Optional.of(GatewayException.invalid("value", "is missing"));
        }
        byte[] value = record.value().get();
        if (value.length > most) {
            return Optional.of(
                    new GatewayException(ErrorCode.BODY_TOO_LARGE, "the request is larger than " + most + " bytes"));
        }
        if (!beginsObject(value)) {
            return Optional.of(GatewayException.invalid("value", "is not a JSON object"));
        }
        return text(value) ? Optional.empty() : Optional.of(GatewayException.invalid("value", "is not UTF-8"));
    }

    private static boolean beginsObject(byte[] value) {
        int at = 0;
        while (at < value.length && " \t\r\n".indexOf(value[at]) >= 0) {
            at++;
        }
        return at < value.length && value[at] == '{';
    }

    private static boolean text(byte[] value) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            return true;
        } catch (CharacterCodingException _) {
            return false;
        }
    }
}
