namespace Worker.Tests.Support;

/// <summary>Waits for a condition that nothing signals.</summary>
public static class Poll
{
    public static async Task UntilAsync(Func<bool> condition, Func<string> state)
    {
        var bound = TimeProvider.System.GetTimestamp() + 30 * TimeProvider.System.TimestampFrequency;
        while (!condition())
        {
            if (TimeProvider.System.GetTimestamp() > bound)
                throw new TimeoutException($"Not within 30 s; state: {state()}");
            await Task.Delay(10);
        }
    }
}
