using System.Text;
using Azure.Data.Tables;
using FsCheck;
using FsCheck.Xunit;
using Mothership.Local.Tables.Entities;
using Mothership.Local.Tables.Filters;
using Mothership.Local.Tables.Sqlite;

namespace Mothership.Tables.Tests.Sqlite;

public sealed class StoredFormTests
{
    [Property(MaxTest = 500)]
    public void Key_AnyText_ComesBackAndKeepsItsOrder(string? first, string? second)
    {
        var (a, b) = (first ?? "", second ?? "");
        KeyText.Decode(KeyText.Encode(a)).ShouldBe(a);
        var order = Math.Sign(KeyText.Encode(a).AsSpan().SequenceCompareTo(KeyText.Encode(b)));
        order.ShouldBe(Math.Sign(string.CompareOrdinal(a, b)));
    }

    [Fact]
    public void Key_BeyondTheBasicPlane_SortsAsUtf16()
    {
        string[] keys = ["\uFFFD", "😀", "\uE000", "\uD7FF", "a"];
        var byBytes = keys.OrderBy(KeyText.Encode, Comparer<byte[]>.Create((a, b) => a.AsSpan().SequenceCompareTo(b)));
        byBytes.ShouldBe(keys.Order(StringComparer.Ordinal));
        keys.ShouldAllBe(k => KeyText.Decode(KeyText.Encode(k)) == k);
    }

    [Property(MaxTest = 300)]
    public void Blob_AnyValues_ComeBack(int i, long l, double d, bool b, Guid g, byte[]? bytes, NonNull<string> text)
    {
        var clean = Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text.Get));
        var entity = new TableEntity("p", "r")
        {
            ["I"] = i,
            ["L"] = l,
            ["D"] = d,
            ["B"] = b,
            ["G"] = g,
            ["X"] = bytes ?? [],
            ["S"] = clean,
            ["T"] = DateTimeOffset.UnixEpoch.AddTicks(Math.Abs(l % 1_000_000_000_000_000_000)),
        };
        var blob = EntityBlob.Write(EntityBinder.For(entity).Write(entity));
        foreach (var property in EntityBlob.Read(blob))
            property.Value.ToObject().ShouldBe(entity[property.Name]);
        EntityBlob.Read(blob).Count.ShouldBe(8);
    }

    [Fact]
    public void Blob_OfAnotherVersion_IsRefused() =>
        Should.Throw<InvalidDataException>(() => EntityBlob.Read([EntityBlob.Version + 1]));

    [Fact]
    public void Blob_VersionOne_StaysReadable()
    {
        // Written by hand after the description of the format; files in the field depend on it.
        byte[] blob = [1, 1, (byte)'A', 2, 5, 0, 0, 0, 1, (byte)'B', 1, 2, (byte)'h', (byte)'i', 1, (byte)'C', 5, 1];
        var read = EntityBlob.Read(blob).ToDictionary(p => p.Name, p => p.Value.ToObject());
        read.ShouldBe(
            new Dictionary<string, object>
            {
                ["A"] = 5,
                ["B"] = "hi",
                ["C"] = true,
            }
        );
    }
}
