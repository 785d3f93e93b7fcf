using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;

namespace Mothership.Local.Tables.Rest;

/// <summary>
/// Signs each attempt of a request with the account's key, by the Shared Key scheme of the Table service.
/// </summary>
internal sealed class SharedKeyPolicy(TableSharedKeyCredential credential, TimeProvider clock)
    : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        var date = clock.GetUtcNow().ToString("r", CultureInfo.InvariantCulture);
        request.Headers.SetValue("x-ms-date", date);
        request.Headers.TryGetValue("Content-MD5", out var md5);
        request.Headers.TryGetValue("Content-Type", out var type);
        var text = StringToSign(request.Method.Method, md5, type, date, credential.AccountName, request.Uri.ToUri());
        request.Headers.SetValue("Authorization", $"SharedKey {credential.AccountName}:{credential.Sign(text)}");
    }

    /// <summary>
    /// What is signed. The date is always the one of x-ms-date, and headers take no part: so it is for tables only.
    /// </summary>
    internal static string StringToSign(
        string method,
        string? md5,
        string? type,
        string date,
        string account,
        Uri uri
    ) => string.Join('\n', method, md5, type, date, CanonicalResource(account, uri));

    // The path as it is encoded in the request, and of the query nothing but "comp".
    private static string CanonicalResource(string account, Uri uri)
    {
        var component = uri
            .Query.TrimStart('?')
            .Split('&')
            .FirstOrDefault(p => p.StartsWith("comp=", StringComparison.OrdinalIgnoreCase));
        return $"/{account}{uri.AbsolutePath}{(component is null ? "" : $"?comp={component[5..]}")}";
    }
}
