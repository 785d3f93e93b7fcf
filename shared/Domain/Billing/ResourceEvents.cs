namespace Mothership.Domain.Billing;

/// <summary>The events of one resource, by what they are.</summary>
internal sealed class ResourceEvents
{
    private const int UsualCount = 16;

    public List<PriceEvent> Prices { get; } = [];

    public List<UsageEvent> Used { get; } = new(UsualCount);

    public IEnumerable<ResourceEvent> All => Prices.Concat<ResourceEvent>(Used);

    public string? Currency =>
        Prices.Count > 0 ? Prices[0].Currency
        : Used.Count > 0 ? Used[0].Currency
        : null;

    public void Add(ResourceEvent e)
    {
        if (e is UsageEvent used)
            Used.Add(used);
        else
            Prices.Add((PriceEvent)e);
    }

    public bool AnyBefore(DateTimeOffset at)
    {
        foreach (var e in Used)
            if (e.EffectiveAt < at)
                return true;
        foreach (var e in Prices)
            if (e.EffectiveAt < at)
                return true;
        return false;
    }

    public static ResourceEvents Of(IEnumerable<ResourceEvent> events)
    {
        var all = new ResourceEvents();
        foreach (var e in events)
            all.Add(e);
        return all;
    }
}
