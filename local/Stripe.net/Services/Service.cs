using System.Net;
using System.Runtime.CompilerServices;

namespace Stripe;

/// <summary>The root of the services.</summary>
public abstract class Service
{
    private readonly IStripeClient client;

    protected Service() { }

    protected Service(IStripeClient client) => this.client = client;

    private IStripeClient Requests => client ?? StripeConfiguration.StripeClient;

    internal static string Escaped(string id) => WebUtility.UrlEncode(id);

    internal Task<T> RequestAsync<T>(
        HttpMethod method,
        string path,
        BaseOptions options,
        RequestOptions requestOptions,
        CancellationToken cancellationToken
    )
        where T : IStripeEntity => Requests.RequestAsync<T>(method, path, options, requestOptions, cancellationToken);

    internal async IAsyncEnumerable<T> ListRequestAutoPagingAsync<T>(
        string path,
        ListOptions options,
        RequestOptions requestOptions,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
        where T : IStripeEntity
    {
        options = (ListOptions)options?.Clone() ?? new();
        var backwards = !string.IsNullOrEmpty(options.EndingBefore) && string.IsNullOrEmpty(options.StartingAfter);
        while (true)
        {
            var page = await RequestAsync<StripeList<T>>(
                HttpMethod.Get,
                path,
                options,
                requestOptions,
                cancellationToken
            );
            if (backwards)
                page.Reverse();
            string last = null;
            // Objects of a kind that is not known are read as null; the others are still wanted.
            foreach (var item in page.Where(i => i is not null))
            {
                cancellationToken.ThrowIfCancellationRequested();
                last = ((IHasId)item).Id;
                yield return item;
            }
            if (!page.HasMore || string.IsNullOrEmpty(last))
                yield break;
            if (backwards)
                options.EndingBefore = last;
            else
                options.StartingAfter = last;
        }
    }

    internal async IAsyncEnumerable<T> SearchRequestAutoPagingAsync<T>(
        string path,
        SearchOptions options,
        RequestOptions requestOptions,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
        where T : IStripeEntity
    {
        options = (SearchOptions)options?.Clone() ?? new();
        while (true)
        {
            var page = await RequestAsync<StripeSearchResult<T>>(
                HttpMethod.Get,
                path,
                options,
                requestOptions,
                cancellationToken
            );
            foreach (var item in page.Where(i => i is not null))
            {
                cancellationToken.ThrowIfCancellationRequested();
                yield return item;
            }
            if (!page.HasMore || string.IsNullOrEmpty(page.NextPage))
                yield break;
            options.Page = page.NextPage;
        }
    }
}
