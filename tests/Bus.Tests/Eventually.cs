using Mothership.Bus;

namespace Bus.Tests;

/// <summary>Waits for what librdkafka does in its own time; fails with what was last seen.</summary>
internal static class Eventually
{
    private const int Attempts = 600;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task SucceedsAsync(Func<Task> attempt)
    {
        for (var number = 1; ; number++)
            try
            {
                await attempt();
                return;
            }
            catch (BusUnavailableException) when (number < 30)
            {
                await Task.Delay(Pause);
            }
    }

    public static Task TrueAsync(Func<bool> condition, Func<string> state) =>
        TrueAsync(() => Task.FromResult(condition()), state);

    public static async Task TrueAsync(Func<Task<bool>> condition, Func<string> state)
    {
        for (var number = 0; !await condition(); number++)
        {
            if (number == Attempts)
                throw new TimeoutException($"It did not come about: {state()}");
            await Task.Delay(Pause);
        }
    }
}
