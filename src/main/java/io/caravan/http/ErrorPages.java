package io.caravan.http;

import io.caravan.error.ErrorCode;
import io.caravan.error.ErrorForm;
import io.caravan.error.GatewayException;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.web.servlet.error.ErrorController;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The error answers for whatever no route has a path for, in the same form as all others. */
@RestController
class ErrorPages implements ErrorController {

    private final RequestIds ids;

    ErrorPages(RequestIds ids) {
        this.ids = ids;
    }

    @RequestMapping("/error")
    ResponseEntity<Record> error(HttpServletRequest request) {
        String path = String.valueOf(request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        int status = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer code ? code : 404;
        GatewayException failure = failure(status, request.getMethod());
        String id = ids.next();
        return ResponseEntity.status(status)
                .header("X-Request-Id", id)
                .contentType(MediaType.APPLICATION_JSON)
                .body(ErrorForm.ofPath(path).body(failure, id));
    }

    private static GatewayException failure(int status, String method) {
        return switch (status) {
            case 404 -> new GatewayException(ErrorCode.NO_SUCH_PATH, "there is nothing at this path");
            case 405 -> new GatewayException(ErrorCode.METHOD_NOT_ALLOWED, method + " is not allowed here");
            case 413 -> new GatewayException(ErrorCode.BODY_TOO_LARGE, "the request is too large");
            case 415 -> new GatewayException(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "the media type is not supported");
            default ->
                status < 500
                        ? new GatewayException(ErrorCode.VALIDATION, "the request is not valid")
                        : new GatewayException(ErrorCode.INTERNAL, "the gateway failed to handle the request");
        };
    }
}
