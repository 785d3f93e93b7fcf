using System.Net.Http.Headers;
using System.Text;

namespace k8s.Authentication;

/// <summary>Tells the server who asks.</summary>
public abstract class ServiceClientCredentials
{
    /// <summary>Adds to a request what identifies the caller.</summary>
    public virtual Task ProcessHttpRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        Task.CompletedTask;
}

/// <summary>A name and a password.</summary>
public class BasicAuthenticationCredentials : ServiceClientCredentials
{
    public string UserName { get; set; }

    public string Password { get; set; }

    public override Task ProcessHttpRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var pair = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{UserName}:{Password}"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic", pair);
        return Task.CompletedTask;
    }
}

/// <summary>A token, asked for anew with each request.</summary>
public class TokenCredentials : ServiceClientCredentials
{
    public TokenCredentials(string token)
        : this(token, "Bearer") { }

    public TokenCredentials(string token, string tokenType)
        : this(new StringTokenProvider(token, tokenType))
    {
        ArgumentException.ThrowIfNullOrEmpty(token);
        ArgumentException.ThrowIfNullOrEmpty(tokenType);
    }

    public TokenCredentials(ITokenProvider tokenProvider)
    {
        ArgumentNullException.ThrowIfNull(tokenProvider);
        TokenProvider = tokenProvider;
    }

    protected ITokenProvider TokenProvider { get; private set; }

    public override async Task ProcessHttpRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        request.Headers.Authorization = await TokenProvider
            .GetAuthenticationHeaderAsync(cancellationToken)
            .ConfigureAwait(false);
    }
}
