using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Mothership.Local.Durable.Replay;

/// <summary>Name-based identifiers (version 5), equal in every replay and to those of the official worker.</summary>
internal static class StableGuid
{
    private static readonly Guid Namespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    public static Guid Create(string instanceId, DateTime now, int counter)
    {
        var number = counter.ToString(CultureInfo.InvariantCulture);
        var name = Encoding.UTF8.GetBytes($"{instanceId}_{History.HistoryEvent.FormatTime(now)}_{number}");
        var hash = SHA1.HashData([.. Namespace.ToByteArray(bigEndian: true), .. name])[..16];
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
