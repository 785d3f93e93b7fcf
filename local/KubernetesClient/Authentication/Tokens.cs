using System.Net.Http.Headers;

namespace k8s.Authentication;

/// <summary>Where tokens come from.</summary>
public interface ITokenProvider
{
    /// <summary>The header of a request that is about to go out.</summary>
    Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken);
}

/// <summary>Always the same token.</summary>
public sealed class StringTokenProvider(string accessToken, string tokenType) : ITokenProvider
{
    public string TokenType => tokenType;

    public Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken) =>
        Task.FromResult(new AuthenticationHeaderValue(tokenType, accessToken));
}

/// <summary>A token in a file that somebody else renews. It is read anew once a minute.</summary>
public class TokenFileAuth(string tokenFile) : ITokenProvider
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private string token;
    private DateTimeOffset readAgain = DateTimeOffset.MinValue;

    /// <summary>The clock that says when the minute is over; tests have their own.</summary>
    internal TimeProvider Clock { get; set; } = TimeProvider.System;

    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        var now = Clock.GetUtcNow();
        if (readAgain < now)
        {
            token = (await File.ReadAllTextAsync(tokenFile, cancellationToken).ConfigureAwait(false)).Trim();
            readAgain = now + Kept;
        }
        return new AuthenticationHeaderValue("Bearer", token);
    }
}
