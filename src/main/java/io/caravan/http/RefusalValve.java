package io.caravan.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.error.ErrorCode;
import io.caravan.error.ErrorForm;
import io.caravan.error.GatewayException;
import java.io.IOException;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;

/** What Tomcat answers to a request that is not HTTP enough to reach the application: the usual error, not a page. */
public final class RefusalValve extends ErrorReportValve {

    private final JsonMapper json = new JsonMapper();
    private final RequestIds ids = new RequestIds();

    @Override
    protected void report(Request request, Response response, Throwable throwable) {
        if (response.getStatus() < 400 || response.getContentWritten() > 0 || !response.setErrorReported()) {
            return;
        }
        GatewayException failure = response.getStatus() < 500
                ? new GatewayException(ErrorCode.VALIDATION, "the request is not valid HTTP")
                : new GatewayException(ErrorCode.INTERNAL, "the gateway failed to handle the request");
        try {
            String id = ids.next();
            String body = json.writeValueAsString(ErrorForm.GATEWAY.body(failure, id));
            response.setHeader("X-Request-Id", id);
            response.setContentType("application/json");
            response.getOutputStream().write(body.getBytes(UTF_8));
            response.finishResponse();
        } catch (IOException _) {
            // The client is gone.
        }
    }
}
