using Microsoft.AspNetCore.Http;

namespace Mothership.ControlPlane.Http;

/// <summary>The answers to requests that remove something at once.</summary>
internal static class Removal
{
    /// <summary>204 once <paramref name="remove"/>, which reads anew each time, got through.</summary>
    internal static async Task<Answer> RunAsync(Func<Task> remove)
    {
        await Contention.RetryAsync(async () =>
        {
            await remove();
            return true;
        });
        return Answer.Empty(StatusCodes.Status204NoContent);
    }

    /// <summary>The same for what takes keys of the caller's organisation with it.</summary>
    internal static async Task<Answer> OfKeysAsync(HttpRequest request, CredentialCache credentials, Func<Task> remove)
    {
        try
        {
            return await RunAsync(remove);
        }
        finally
        {
            // Also when it failed half-way.
            credentials.Forget(request.Caller().Organization);
        }
    }
}
