using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Http;

/// <summary>Paging of lists.</summary>
internal static class Pages
{
    private const string TokenParameter = "page_token";

    // A filter that hardly anything passes may not make one request read a whole table.
    private const int MostReads = 20;

    /// <summary>Addresses of the first and the next page, with the filters of this request.</summary>
    internal static ListMetadata Metadata(HttpRequest request, Links links, string? next)
    {
        var path = links.To(request, AliasPath(request));
        var filters = request.Query.Where(q => q.Key != TokenParameter).ToList();
        var first = QueryHelpers.AddQueryString(path, filters);
        return new(first, next is null ? null : QueryHelpers.AddQueryString(first, TokenParameter, next));
    }

    /// <summary>A page of only those that pass a filter which the store does not know.</summary>
    internal static async Task<PageOf<T>> FilteredAsync<T>(
        PageRequest page,
        Func<T, bool> passes,
        Func<PageRequest, Task<PageOf<T>>> read
    )
    {
        var found = new List<T>();
        var token = page.Token;
        for (var reads = 0; reads < MostReads; reads++)
        {
            // Asking for no more than what is missing, so that the store's cursor is the page's.
            var part = await read(new(page.Size - found.Count, token));
            found.AddRange(part.Items.Where(passes));
            token = part.Next;
            if (token is null || found.Count == page.Size)
                break;
        }
        return new(found, token);
    }

    private static string AliasPath(HttpRequest request) =>
        Routing.AliasFunctions.WithoutPrefix(request.Path).ToUriComponent();
}
