using System.Security.Cryptography;
using System.Text;
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

    private const UnixFileMode OwnFolder = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

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
        if (file.Length > SecretValues.MaxBytes)
            throw new InvalidOperationException($"{file.FullName} has more than {SecretValues.MaxBytes} bytes.");
        var value = (await File.ReadAllTextAsync(file.FullName, cancellation)).Trim();
        return value.Length == 0 ? null : value;
    }

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">Others than the owner can reach the folder.</exception>
    public async Task SetAsync(string name, string value, CancellationToken cancellation)
    {
        SecretNames.Check(name);
        SecretValues.Check(value);
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(folder);
        else
            Directory.CreateDirectory(folder, OwnFolder);
        CheckMode(folder, "0700");
        // Written beside and moved into place: nobody reads half a value. The dot can't be in a name.
        var draft = Path.Combine(folder, $"{name}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8))}");
        try
        {
            await WriteAsync(draft, value, cancellation);
            File.Move(draft, Path.Combine(folder, name), overwrite: true);
        }
        finally
        {
            File.Delete(draft);
        }
    }

    /// <inheritdoc/>
    public Task DeleteAsync(string name, CancellationToken cancellation)
    {
        SecretNames.Check(name);
        if (Directory.Exists(folder))
            File.Delete(Path.Combine(folder, name));
        return Task.CompletedTask;
    }

    private static async Task WriteAsync(string path, string value, CancellationToken cancellation)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        await using var stream = new FileStream(path, options);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(value), cancellation);
    }

    private static void CheckMode(string path, string right)
    {
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            throw new InvalidOperationException(
                $"Others than its owner can reach {path}, which holds secrets. Give it the mode {right}."
            );
    }
}
