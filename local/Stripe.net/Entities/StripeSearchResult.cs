using System.Collections;

namespace Stripe;

/// <summary>A page of what a search found.</summary>
public class StripeSearchResult<T> : StripeEntity<StripeSearchResult<T>>, IHasObject, IEnumerable<T>
{
    public string Object { get; set; }

    public List<T> Data { get; set; }

    public bool HasMore { get; set; }

    public string Url { get; set; }

    /// <summary>How many objects the search found; only where the request asked to expand it.</summary>
    public long? TotalCount { get; set; }

    /// <summary>What <see cref="SearchOptions.Page"/> has to be for the next page.</summary>
    public string NextPage { get; set; }

    public IEnumerator<T> GetEnumerator() => Data.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => Data.GetEnumerator();
}
