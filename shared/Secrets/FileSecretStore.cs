using Mothership.Domain.Ports;

namespace Mothership.Secrets;

/// <summary>Secrets as files of a folder, for one machine. White space around a value does not belong to it.</summary>
public sealed class FileSecretStore(string folder) : ISecretStore
{
    private const UnixFileMode Others =
        UnixFileMode.GroupRead
        | UnixFileMode.GroupWrite
        | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead
        | UnixFileMode.OtherWrite
        | UnixFileMode.OtherExecute;

    private const int MaxBytes = 25 * 1024;

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Others than the owner can reach the folder or the file.</exception>
    public async Task<string?> FindAsync(string name, CancellationToken cancellation)
    {
        SecretNames.Check(name);
        var file = new FileInfo(Path.Combine(folder, name));
        if (!file.Exists)
            return null;
        CheckMode(folder, "0700");
        CheckMode(file.FullName, "0600");
        if (file.Length > MaxBytes)
            throw new InvalidOperationException($"{file.FullName} has more than {MaxBytes} bytes.");
        var value = (await File.ReadAllTextAsync(file.FullName, cancellation)).Trim();
        return value.Length == 0 ? null : value;
    }

    private static void CheckMode(string path, string right)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            throw new InvalidOperationException(
                $"Others than its owner can reach {path}, which holds secrets. Give it the mode {right}."
            );
    }
}
