namespace Durable.Tests;

/// <summary>Catches in an orchestrator, where an assertion library's own awaits would leave its thread.</summary>
public static class Caught
{
    /// <summary>The exception that <paramref name="task"/> ends with; null when it does not end with one.</summary>
    public static async Task<T?> By<T>(Task task)
        where T : Exception
    {
        try
        {
            await task;
            return null;
        }
        catch (T caught)
        {
            return caught;
        }
    }
}
