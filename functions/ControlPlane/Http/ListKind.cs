using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Http;
using Mothership.ControlPlane.Json;
using Mothership.Domain.Ports;

namespace Mothership.ControlPlane.Http;

/// <summary>One of the API's lists: what it calls itself, and how a page of it is written.</summary>
/// <param name="ApiVersion">The group and version, such as <c>iam/v2</c>.</param>
/// <param name="Name">Such as <c>UserList</c>.</param>
/// <param name="Json">Of a page.</param>
internal sealed record ListKind<TBody>(string ApiVersion, string Name, JsonTypeInfo<ListBody<TBody>> Json)
{
    /// <summary>200 with one page, and the addresses of the first and the next one.</summary>
    internal Answer Show<T>(PageOf<T> page, Func<T, TBody> show, Links links, HttpRequest request)
    {
        var metadata = Pages.Metadata(request, links, page.Next);
        return Answer.Ok(new(ApiVersion, Name, metadata, [.. page.Items.Select(show)]), Json);
    }
}
