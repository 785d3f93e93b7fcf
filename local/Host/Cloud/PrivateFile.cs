using System.Text;
using System.Text.Json;

namespace Mothership.Local.Host;

/// <summary>Files that only their owner may read, replaced in one step.</summary>
internal static class PrivateFile
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    internal static T? Read<T>(string path)
        where T : class
    {
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<T>(File.ReadAllBytes(path), Json) : null;
        }
        catch (JsonException e)
        {
            var advice = $"{path} cannot be read: {e.Message} Repair it, or use another state folder.";
            throw new InvalidDataException(advice, e);
        }
    }

    /// <summary>Makes a folder that only its owner can enter, unless it is there.</summary>
    internal static void MakeFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    internal static void Write<T>(string path, T value) =>
        Replace(path, file => JsonSerializer.Serialize(file, value, Json));

    internal static void WriteText(string path, string text) =>
        Replace(path, file => file.Write(Encoding.UTF8.GetBytes(text)));

    private static void Replace(string path, Action<FileStream> write)
    {
        var fresh = path + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(fresh, options))
        {
            write(file);
            file.Flush(flushToDisk: true);
        }
        File.Move(fresh, path, overwrite: true);
    }
}
