namespace Mothership.Local.Durable.Store;

/// <summary>Keys of the tables whose rows belong to an instance; see <see cref="Schema"/>.</summary>
internal static class Keys
{
    public static long Of(long instance, int number) =>
        (uint)number < Schema.MaxEvents
            ? instance * Schema.MaxEvents + number
            : throw new InvalidOperationException(
                $"A run has at most {Schema.MaxEvents} events; let the orchestration continue as new before that."
            );

    public static long First(long instance) => instance * Schema.MaxEvents;

    public static long Last(long instance) => First(instance) + Schema.MaxEvents - 1;

    public static long Instance(long key) => key / Schema.MaxEvents;

    public static int Number(long key) => (int)(key % Schema.MaxEvents);
}
