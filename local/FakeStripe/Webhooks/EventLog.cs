using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Webhooks;

/// <summary>An event that is to be told to the webhook endpoint.</summary>
internal sealed class PendingWebhook(StripeEvent subject, long due)
{
    public StripeEvent Event => subject;

    public long Due { get; set; } = due;

    public int Failures { get; set; }
}

/// <summary>The events of the account, and those that nobody has been told of.</summary>
internal sealed class EventLog
{
    public Store<StripeEvent> Events { get; } = new("event");

    /// <summary>In the order in which they happened; a real endpoint gets them in about any order.</summary>
    public LinkedList<PendingWebhook> Pending { get; } = [];

    /// <summary>Which types the endpoint wants; null wants all.</summary>
    public IReadOnlySet<string>? Wanted { get; set; }

    public TimeSpan ExpireAfter { get; set; } = TimeSpan.FromDays(30);

    public void Add(StripeEvent added)
    {
        Events.Add(added);
        if (Wanted?.Contains(added.Type) != false)
            Pending.AddLast(new PendingWebhook(added, added.Created));
        Forget(added.Created - (long)ExpireAfter.TotalSeconds);
    }

    private void Forget(long before)
    {
        if (Events.All[0].Created >= before)
            return;
        Events.ForgetWhile(e => e.Created < before);
        while (Pending.First is { } first && first.Value.Event.Created < before)
            Pending.RemoveFirst();
    }
}
