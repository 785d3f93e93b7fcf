using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;

namespace Mothership.Local.Host;

/// <summary>
/// Checks what an HTTP function's authorisation level asks for, against the app settings <c>HostKey</c> (calls
/// functions) and <c>MasterKey</c> (calls everything). A level above anonymous without such a setting lets nobody in.
/// </summary>
internal sealed class HttpKeys(IConfiguration settings)
{
    private readonly byte[]? _host = Hash(settings["HostKey"]);
    private readonly byte[]? _master = Hash(settings["MasterKey"]);

    internal bool Allow(HttpRequest request, AuthorizationLevel level)
    {
        if (level == AuthorizationLevel.Anonymous)
            return true;
        if (Hash(Key(request)) is not { } key)
            return false;
        // Both are compared whatever the first one says, so that the time taken tells nothing.
        var isMaster = Same(key, _master);
        var isHost = Same(key, _host);
        return isMaster || (isHost && level <= AuthorizationLevel.Function);
    }

    private static string? Key(HttpRequest request) =>
        request.Headers.TryGetValue("x-functions-key", out var header) ? header.ToString()
        : request.Query.TryGetValue("code", out var code) ? code.ToString()
        : null;

    private static bool Same(byte[] key, byte[]? expected) =>
        expected is not null && CryptographicOperations.FixedTimeEquals(key, expected);

    private static byte[]? Hash(string? key) =>
        string.IsNullOrEmpty(key) ? null : SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
