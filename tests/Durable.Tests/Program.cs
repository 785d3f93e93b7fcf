namespace Durable.Tests;

/// <summary>
/// The tests' own program: with the argument "crash-child" it is the process that <see cref="KillTests"/> kills.
/// </summary>
public static class Program
{
    public static async Task<int> Main(string[] args)
    {
        if (args is not ["crash-child", var path])
            return 2;
        await CrashChild.RunAsync(path);
        return 0;
    }
}
