using Mothership.Bus.Signing;

namespace Mothership.Bench.Support;

/// <summary>A folder of secrets with the key of the one region, as a local cloud would make it.</summary>
internal sealed class BenchSecrets : IDisposable
{
    private const string Text = "a key that protects nothing but a benchmark";

    public BenchSecrets()
    {
        // A temporary folder of one's own is private; files in it are not by themselves.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using var file = new StreamWriter(Path.Combine(Folder, BusKey.NameOf(BenchCloud.Region, 1)), options);
        file.Write(Text);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("mothership-bench-").FullName;

    public BusKey Key { get; } = BusKey.Of(1, Text);

    /// <summary>Of the regions that are none of the benchmark's business.</summary>
    public BusKey OthersKey { get; } = BusKey.Of(1, "another key that protects nothing either");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
