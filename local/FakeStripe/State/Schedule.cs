using Mothership.Local.FakeStripe.Invoicing;
using Mothership.Local.FakeStripe.Webhooks;

namespace Mothership.Local.FakeStripe.State;

/// <summary>Wakes the account when something is due by the clock.</summary>
internal sealed class Schedule : IAsyncDisposable
{
    private readonly Account _account;
    private readonly WebhookSender _sender;
    private readonly ITimer _timer;
    private long? _armedFor;

    public Schedule(Account account, WebhookSender sender)
    {
        _account = account;
        _sender = sender;
        _timer = account.Clock.CreateTimer(_ => Run(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        account.Rescheduled = Arm;
    }

    /// <summary>Does what is due, and waits for what is due next.</summary>
    public void Run()
    {
        lock (_account.Gate)
        {
            _armedFor = null;
            Collection.Run(_account);
            Arm();
        }
        _sender.Wake();
    }

    /// <summary>After a request: delivers what it caused, and waits for what it scheduled.</summary>
    public void AfterRequest()
    {
        lock (_account.Gate)
        {
            Arm();
            if (_sender.Endpoint is null || _account.Events.Pending.Count == 0)
                return;
        }
        _sender.Wake();
    }

    public ValueTask DisposeAsync() => _timer.DisposeAsync();

    private void Arm()
    {
        var next = Earlier(Collection.NextDue(_account), NextRetry());
        if (next == _armedFor)
            return;
        _armedFor = next;
        var wait = next is null
            ? Timeout.InfiniteTimeSpan
            : DateTimeOffset.FromUnixTimeSeconds(next.Value) - _account.Clock.GetUtcNow();
        _timer.Change(next is not null && wait < TimeSpan.Zero ? TimeSpan.Zero : wait, Timeout.InfiniteTimeSpan);
    }

    // What is due now is sent without a timer.
    private long? NextRetry() =>
        _sender.Endpoint is not null && WebhookSender.NextDue(_account) is { } due && due > _account.Now ? due : null;

    private static long? Earlier(long? a, long? b) =>
        a is null ? b
        : b is null ? a
        : Math.Min(a.Value, b.Value);
}
