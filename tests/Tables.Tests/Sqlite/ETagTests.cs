using FsCheck.Xunit;
using Mothership.Local.Tables.Entities;

namespace Mothership.Tables.Tests.Sqlite;

public sealed class ETagTests
{
    [Property(MaxTest = 200)]
    public void ETag_AnyTime_IsReadBack(ulong seed)
    {
        var ticks = (long)(seed % (ulong)DateTime.MaxValue.Ticks);
        EdmText.TryParseETag(EdmText.ETag(ticks), out var read).ShouldBeTrue();
        read.ShouldBe(ticks);
    }

    [Fact]
    public void ETag_KnownTime_HasTheServicesForm()
    {
        var ticks = new DateTime(2026, 11, 22, 12, 13, 55, DateTimeKind.Utc).AddTicks(1234567).Ticks;
        EdmText.ETag(ticks).ShouldBe("W/\"datetime'2026-11-22T12%3A13%3A55.1234567Z'\"");
    }

    [Theory]
    [InlineData(null)]
    [InlineData("*")]
    [InlineData("W/\"1\"")]
    [InlineData("W/\"datetime'2026-11-22T12:13:55.12345670000Z'\"")]
    [InlineData("W/\"datetime'2026-13-22T12%3A13%3A55.1234567Z'\"")]
    public void ETag_OfAnotherForm_IsNotRead(string? etag) => EdmText.TryParseETag(etag, out _).ShouldBeFalse();
}
