namespace Stripe;

/// <summary>Requests about the events of the account.</summary>
public class EventService : Service, IListable<Event, EventListOptions>, IRetrievable<Event, EventGetOptions>
{
    public EventService() { }

    public EventService(IStripeClient client)
        : base(client) { }

    public virtual Task<Event> GetAsync(
        string id,
        EventGetOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => RequestAsync<Event>(HttpMethod.Get, $"/v1/events/{Escaped(id)}", options, requestOptions, cancellationToken);

    public virtual Task<StripeList<Event>> ListAsync(
        EventListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => RequestAsync<StripeList<Event>>(HttpMethod.Get, "/v1/events", options, requestOptions, cancellationToken);

    public virtual IAsyncEnumerable<Event> ListAutoPagingAsync(
        EventListOptions options = null,
        RequestOptions requestOptions = null,
        CancellationToken cancellationToken = default
    ) => ListRequestAutoPagingAsync<Event>("/v1/events", options, requestOptions, cancellationToken);
}
