using Mothership.Local.Clock;

namespace Mothership.Shared.Tests.Bus.Support;

/// <summary>Lets virtual time pass until something that waits for it is done.</summary>
internal static class ClockDriving
{
    private const int MostSteps = 100_000;

    public static async Task<T> DriveAsync<T>(this VirtualClock clock, Task<T> task)
    {
        await clock.DriveAsync((Task)task);
        return await task;
    }

    public static async Task DriveAsync(this VirtualClock clock, Task task)
    {
        for (var step = 0; !task.IsCompleted; step++)
        {
            step.ShouldBeLessThan(MostSteps, $"virtual time is {clock.GetUtcNow():O} and the task still waits");
            clock.Advance(TimeSpan.FromMilliseconds(100));
            await Task.Yield();
        }
        await task;
    }
}
