using Mothership.Domain.Billing;

namespace Mothership.Domain.Services;

/// <content>
/// What a service costs, and other versions of the price book that come into force. A service without a price when it
/// became usable has none for as long as it lives.
/// </content>
public static partial class ServiceDecider
{
    /// <summary>Brings what a running service costs up to the present.</summary>
    /// <returns>Null when no other price has come into force since its last billing event, or it does not
    /// cost.</returns>
    public static ServiceDecision? Reprice(Service service, IPriceBook prices, DateTimeOffset now)
    {
        var next = Repriced(service, prices, now);
        return next == service
            ? null
            : ServiceDecision.On(
                service,
                next with
                {
                    Version = service.Version + 1,
                    CommittedPerSecond = CommittedAfter(next),
                }
            );
    }

    /// <summary>
    /// Decides about what a service costs from now on, after billing the prices that came into force before.
    /// </summary>
    /// <param name="service">The service.</param>
    /// <param name="prices">The price book.</param>
    /// <param name="at">When the decision takes effect: a price that comes into force at this very tick is its
    /// own.</param>
    /// <param name="decide">The decision.</param>
    /// <returns>Null when there is nothing to decide.</returns>
    public static ServiceDecision? Repricing(
        Service service,
        IPriceBook prices,
        DateTimeOffset at,
        Func<Service, ServiceDecision?> decide
    )
    {
        var decision = decide(service);
        if (decision is null || decision.Service.Outbox.Count == service.Outbox.Count)
            return decision;
        var next = Repriced(service, prices, at.AddTicks(-1));
        // What counts against spend caps is decided by the decision, from what counted before it.
        return next == service ? decision : decide(next with { CommittedPerSecond = service.CommittedPerSecond });
    }

    private static Service Repriced(Service service, IPriceBook prices, DateTimeOffset through)
    {
        if (service is not { Applied: { IsSuspended: false } applied, LastBilledAt: { } last, IsDeleting: false })
            return service;
        var units = applied.Spec.Units;
        foreach (var change in prices.Changes(last, through))
            if (ServiceTariff.Find(prices, service.Region, service.Kind, units, change) is { } price)
                service = Bill(service, PriceEventKind.Repriced, units, change, price) with
                {
                    NetPerSecond = price.NetPerSecond,
                };
        return service;
    }

    /// <summary>What a change under way will cost counts already, when it is more.</summary>
    private static decimal? CommittedAfter(Service repriced) =>
        repriced.Spec.Units == repriced.Applied!.Spec.Units
            ? repriced.NetPerSecond
            : Math.Max(repriced.CommittedPerSecond ?? 0m, repriced.NetPerSecond ?? 0m);

    /// <summary>
    /// What a confirmed change means to what it costs: nothing, when neither size nor compute changed.
    /// </summary>
    private static Service BillChange(AppliedService before, Service now, Price? price, DateTimeOffset at)
    {
        var after = now.Applied!;
        if (after.IsSuspended)
            return before.IsSuspended ? now : Bill(now, PriceEventKind.Suspended, before.Spec.Units, at, price: null);
        if (!before.IsSuspended && before.Spec.Units == after.Spec.Units)
            return now;
        var known = price ?? throw new ArgumentNullException(nameof(price), $"{now.Id} would run without its price.");
        return BillRunning(now, before.IsSuspended ? PriceEventKind.Resumed : PriceEventKind.Updated, at, known);
    }

    /// <summary>It runs, as it is built now, at a price that counts from now on.</summary>
    private static Service BillRunning(Service service, PriceEventKind kind, DateTimeOffset now, Price price) =>
        Bill(service, kind, service.Applied!.Spec.Units, now, price) with
        {
            NetPerSecond = price.NetPerSecond,
            CommittedPerSecond = price.NetPerSecond,
        };

    private static Service Bill(Service service, PriceEventKind kind, int units, DateTimeOffset at, Price? price)
    {
        var billable = new Billable(
            service.Organization,
            new(new(service.Id.Value), service.DisplayName, service.Environment, service.Region),
            ServiceTariff.MeterOf(service.Kind),
            ServiceTariff.AddOnOf(service.Kind)!,
            units,
            service.Generation,
            service.Actor,
            service.Currency,
            service.LastBilledAt
        );
        var billed = billable.Event(kind, at, price);
        return service with
        {
            Outbox = [.. service.Outbox, billed],
            LastBilledAt = billed.EffectiveAt,
            Currency = billed.Currency,
        };
    }
}
