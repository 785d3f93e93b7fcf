using Mothership.Local.Clock;

namespace Mothership.Orchestrations.Tests.Support;

/// <summary>Waits until something holds, and moves the virtual clock on whenever nothing else moves.</summary>
internal static class Patience
{
    private const int Quiet = 16;
    private const int OfAPromptLook = 4;
    private const int MostSteps = 5000;
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(2);

    public static async Task UntilAsync(
        VirtualClock clock,
        Func<int> activity,
        Func<Task<bool>> condition,
        Func<Task<string>> state
    )
    {
        var (seen, quiet) = (activity(), 0);
        for (var steps = 0; !await condition(); steps++)
        {
            if (steps > MostSteps)
                throw new TimeoutException($"At {clock.GetUtcNow():O} it has not come to that: {await state()}");
            var began = TimeProvider.System.GetTimestamp();
            await Task.Delay(Look);
            // Where this waits for the processor, so does what it waits for: that it is quiet means little then.
            var weight = TimeProvider.System.GetElapsedTime(began) < 3 * Look ? OfAPromptLook : 1;
            var now = activity();
            quiet = now == seen ? quiet + weight : 0;
            seen = now;
            if (quiet < Quiet)
                continue;
            quiet = 0;
            clock.Advance(Step);
        }
    }
}
