package io.caravan.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.caravan.error.ErrorCode;
import io.caravan.error.ErrorForm;
import io.caravan.error.GatewayException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Optional;
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
        GatewayException failure = failure(response.getStatus());
        String path = Optional.ofNullable(request.getRequestURI()).orElse("");
        try {
            String id = ids.next();
            String body = json.writeValueAsString(ErrorForm.ofPath(path).body(failure, id));
            response.setHeader("X-Request-Id", id);
            response.setContentType("application/json");
            response.getOutputStream().write(body.getBytes(UTF_8));
            response.finishResponse();
        } catch (IOException _) {
            // The client is gone.
        }
    }

    /** A coding of the body that is not known is status 501, and the client's fault all the same. */
    private static GatewayException failure(int status) {
        return status < 500 || status == HttpServletResponse.SC_NOT_IMPLEMENTED
                ? new GatewayException(ErrorCode.VALIDATION, "the request is not valid HTTP")
                : new GatewayException(ErrorCode.INTERNAL, "the gateway failed to handle the request");
    }
}
