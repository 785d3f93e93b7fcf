using System.Globalization;
using System.Security.Cryptography;

namespace Mothership.Local.Host;

/// <summary>The folder of a local cloud's state, held by one process at a time.</summary>
internal sealed class StateFolder : IDisposable
{
    private readonly FileStream _lock;

    private StateFolder(string path, FileStream held)
    {
        (Path, _lock) = (path, held);
        Keys = ReadOrMakeKeys(In("host.keys"));
    }

    internal string Path { get; }

    internal string Tables => In("tables.db");

    internal string Durable => In("durable.db");

    internal string Clock => In("clock.json");

    internal string Ready => In("mothership.json");

    /// <summary>The secrets of this local cloud, made at the first start.</summary>
    internal CloudKeys Keys { get; }

    /// <summary>Takes the folder, making it if need be. The system lets go of it however the process ends.</summary>
    /// <exception cref="StateFolderInUseException">Another process holds it.</exception>
    internal static StateFolder Take(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        PrivateFile.MakeFolder(full);
        var file = System.IO.Path.Combine(full, "lock");
        return new StateFolder(full, Lock(full, file));
    }

    public void Dispose() => _lock.Dispose();

    internal string In(string name) => System.IO.Path.Combine(Path, name);

    // The process id stands in a file beside the lock, because nobody can read a file that is locked.
    private static FileStream Lock(string folder, string file)
    {
        FileStream held;
        try
        {
            held = new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException e)
        {
            throw new StateFolderInUseException(folder, file + ".pid", e);
        }
        File.WriteAllText(file + ".pid", Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return held;
    }

    private static CloudKeys ReadOrMakeKeys(string path)
    {
        if (PrivateFile.Read<CloudKeys>(path) is { } known)
            return known;
        var made = new CloudKeys(Random(), Random(), Random(), Random());
        PrivateFile.Write(path, made);
        return made;
    }

    private static string Random() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
}

/// <summary>Secrets of a local cloud.</summary>
/// <param name="HostKey">Calls HTTP functions of level Function.</param>
/// <param name="MasterKey">Calls all HTTP functions.</param>
/// <param name="AdminToken">Bearer token of the admin endpoint.</param>
/// <param name="IdempotencyPepper">What the control plane hashes idempotency keys with.</param>
internal sealed record CloudKeys(string HostKey, string MasterKey, string AdminToken, string IdempotencyPepper);

/// <summary>Another local cloud runs on the state folder.</summary>
public sealed class StateFolderInUseException : Exception
{
    internal StateFolderInUseException(string folder, string pidFile, Exception inner)
        : base(
            $"Another local cloud{Pid(pidFile)} runs on {folder}. Stop it, or choose another folder with --state.",
            inner
        ) { }

    private static string Pid(string file) => File.Exists(file) ? $" (process {File.ReadAllText(file).Trim()})" : "";
}
