namespace Mothership.SystemTests.Flows.Support;

/// <summary>Waits for what comes about by itself, for a bounded time.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(120);

    /// <summary>Waits until a question has an answer that is not null.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="state">What to say when it never has one: names the entity and its state.</param>
    public static async Task<T> GetAsync<T>(Func<Task<T?>> ask, Func<Task<string>> state)
        where T : class
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            if (await ask() is { } answer)
                return answer;
            if (TimeProvider.System.GetElapsedTime(began) > Bound)
                throw new TimeoutException($"Not within {Bound}: {await state()}");
            await Task.Delay(Look);
        }
    }

    /// <summary>Waits until a condition holds.</summary>
    public static Task HoldsAsync(Func<Task<bool>> condition, Func<Task<string>> state) =>
        GetAsync(async () => await condition() ? "yes" : null, state);
}
