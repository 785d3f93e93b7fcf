using System.Text.Json;
using Microsoft.Azure.Functions.Worker;

namespace Mothership.Local.Host;

/// <summary>The recorded runs of one timer, in a file of its own. Times are UTC.</summary>
internal sealed class TimerStatusFile(string folder, string function)
{
    private readonly string _path = Path.Combine(folder, $"{function}.json");

    /// <summary>The record; null when there is none, or none that can be read.</summary>
    internal ScheduleStatus? Read()
    {
        try
        {
            return File.Exists(_path) ? JsonSerializer.Deserialize<ScheduleStatus>(File.ReadAllBytes(_path)) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Replaces the record in one step, so that a crash leaves the old one or the new one.</summary>
    internal void Write(ScheduleStatus status)
    {
        Directory.CreateDirectory(folder);
        var fresh = _path + ".new";
        File.WriteAllBytes(fresh, JsonSerializer.SerializeToUtf8Bytes(status));
        File.Move(fresh, _path, overwrite: true);
    }
}
