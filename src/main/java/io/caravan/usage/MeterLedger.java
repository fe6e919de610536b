package io.caravan.usage;

import io.caravan.chat.Cost;
import io.caravan.chat.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts calls, tokens and money as metrics by provider, and writes a line for each call at debug level. */
public final class MeterLedger implements UsageLedger {

    private static final Logger LOG = LoggerFactory.getLogger(MeterLedger.class);

    private final MeterRegistry meters;
    private final Map<Key, Meters> byKey = new ConcurrentHashMap<>();
    private final Map<Account, Counter> costs = new ConcurrentHashMap<>();

    public MeterLedger(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public void book(UsageRecord usage) {
        Meters own = byKey.computeIfAbsent(new Key(usage.provider(), usage.outcome(), usage.stream()), this::meters);
        own.calls().record(usage.duration());
        usage.firstToken().ifPresent(own.firstToken()::record);
        usage.usage().ifPresent(tokens -> {
            own.promptTokens().increment(tokens.promptTokens());
            own.completionTokens().increment(tokens.completionTokens());
        });
        usage.cost().ifPresent(cost -> spent(usage.provider(), cost));
        if (LOG.isDebugEnabled()) {
            LOG.debug(
                    "{} {} provider={} model={} stream={} prompt_tokens={} completion_tokens={} estimated={} cost={}"
                            + " catalogue={} ms={}",
                    usage.requestId(),
                    usage.outcome().name().toLowerCase(Locale.ROOT),
                    usage.provider(),
                    usage.model(),
                    usage.stream(),
                    usage.usage().map(Usage::promptTokens).orElse(0),
                    usage.usage().map(Usage::completionTokens).orElse(0),
                    usage.usage().map(Usage::estimated).orElse(false),
                    usage.cost().map(Cost::toString).orElse("unknown"),
                    usage.cost().map(Cost::catalogue).orElse(""),
                    usage.duration().toMillis());
        }
    }

    private void spent(String provider, Cost cost) {
        costs.computeIfAbsent(new Account(provider, cost.currency()), this::cost)
                .increment(cost.total().doubleValue());
    }

    private Counter cost(Account account) {
        return Counter.builder("caravan.cost")
                .description("What calls have cost, by the catalogue's prices")
                .tags("provider", account.provider(), "currency", account.currency())
                .register(meters);
    }

    private Meters meters(Key key) {
        String outcome = key.outcome().name().toLowerCase(Locale.ROOT);
        String[] tags = {"provider", key.provider(), "outcome", outcome, "stream", String.valueOf(key.stream())};
        return new Meters(
                Timer.builder("caravan.calls")
                        .description("Calls to providers, until their last byte")
                        .tags(tags)
                        .register(meters),
                Timer.builder("caravan.first.token")
                        .description("From a call's start to the first piece of its stream")
                        .tags(tags)
                        .register(meters),
                tokens("prompt", key.provider()),
                tokens("completion", key.provider()));
    }

    private Counter tokens(String kind, String provider) {
        return Counter.builder("caravan.tokens")
                .description("Tokens that providers have told, or that are estimated in their place")
                .tags("provider", provider, "kind", kind)
                .register(meters);
    }

    private record Account(String provider, String currency) {}

    private record Key(String provider, UsageRecord.Outcome outcome, boolean stream) {}

    private record Meters(Timer calls, Timer firstToken, Counter promptTokens, Counter completionTokens) {}
}
