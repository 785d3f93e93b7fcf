using System.Text;
using Mothership.Local.FakeStripe.State;

namespace Mothership.Local.FakeStripe.Webhooks;

/// <summary>
/// Delivers webhooks to an endpoint, one after the other. What is not answered with 2xx is sent again later, by the
/// clock.
/// </summary>
internal sealed class WebhookSender : IAsyncDisposable
{
    private readonly Account _account;
    private readonly string _secret;
    private readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(20) };
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly Task _loop;
    private (long Delivered, long Failed) _counts;
    private TaskCompletionSource _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public WebhookSender(Account account, string secret)
    {
        _account = account;
        _secret = secret;
        _idle.SetResult();
        _loop = LoopAsync();
    }

    /// <summary>Where webhooks are sent to; null keeps them.</summary>
    public Uri? Endpoint { get; set; }

    /// <summary>How many deliveries were answered with 2xx, and how many were not.</summary>
    public (long Delivered, long Failed) Counts
    {
        get
        {
            lock (_account.Gate)
                return _counts;
        }
    }

    /// <summary>Says that there may be something to deliver.</summary>
    public void Wake()
    {
        if (_stop.IsCancellationRequested)
            return;
        lock (_account.Gate)
            if (_idle.Task.IsCompleted)
                _idle = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Release();
    }

    /// <summary>Waits until everything that is due has been tried.</summary>
    public Task IdleAsync(CancellationToken cancellation)
    {
        lock (_account.Gate)
            return _idle.Task.WaitAsync(cancellation);
    }

    /// <summary>When the next delivery is due; null when there is none.</summary>
    public static long? NextDue(Account account) =>
        account.Events.Pending.Count == 0 ? null : account.Events.Pending.Min(p => p.Due);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        _client.Dispose();
        _stop.Dispose();
        _work.Dispose();
    }

    private async Task LoopAsync()
    {
        try
        {
            while (true)
            {
                await _work.WaitAsync(_stop.Token);
                while (TakeDue() is { } webhook)
                    await DeliverAsync(webhook);
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The server is being closed; what was not delivered is gone with it.
        }
    }

    private PendingWebhook? TakeDue()
    {
        lock (_account.Gate)
        {
            var due = Endpoint is null ? null : _account.Events.Pending.FirstOrDefault(p => p.Due <= _account.Now);
            if (due is not null)
                _account.Events.Pending.Remove(due);
            else
                _idle.TrySetResult();
            return due;
        }
    }

    private async Task DeliverAsync(PendingWebhook webhook)
    {
        var delivered = await SendAsync(webhook.Event.Body);
        lock (_account.Gate)
        {
            _counts = delivered ? (_counts.Delivered + 1, _counts.Failed) : (_counts.Delivered, _counts.Failed + 1);
            if (delivered)
                return;
            var retries = _account.Options.WebhookRetries;
            if (webhook.Failures >= retries.Count)
                return;
            webhook.Due = _account.Now + (long)retries[webhook.Failures++].TotalSeconds;
            _account.Events.Pending.AddLast(webhook);
            _account.Rescheduled?.Invoke();
        }
    }

    private async Task<bool> SendAsync(string body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint)
        {
            Content = new StringContent(body, Encoding.UTF8, "application/json"),
        };
        request.Headers.Add("Stripe-Signature", WebhookDelivery.Sign(body, _secret, _account.Clock.GetUtcNow()));
        request.Headers.TryAddWithoutValidation("User-Agent", "Stripe/1.0 (+https://stripe.com/docs/webhooks)");
        try
        {
            using var response = await _client.SendAsync(request, _stop.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception failed) when (failed is HttpRequestException or OperationCanceledException)
        {
            _stop.Token.ThrowIfCancellationRequested();
            return false;
        }
    }
}
