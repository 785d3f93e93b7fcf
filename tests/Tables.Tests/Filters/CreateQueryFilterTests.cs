using System.Linq.Expressions;
using Azure.Data.Tables;

namespace Mothership.Tables.Tests.Filters;

/// <summary>The texts are those that the official client makes.</summary>
public sealed class CreateQueryFilterTests
{
    private static readonly DateTimeOffset Time = new(2026, 3, 15, 10, 20, 30, TimeSpan.Zero);
    private static readonly Guid Id = new("01234567-89ab-cdef-0123-456789abcdef");

    private static string Of(Expression<Func<Everything, bool>> filter) => TableClient.CreateQueryFilter(filter);

    [Fact]
    public void Linq_Comparisons_AreTranslated()
    {
        var key = "it's";
        Of(e => e.PartitionKey == key).ShouldBe("PartitionKey eq 'it''s'");
        Of(e => e.PartitionKey == key && e.RowKey != "x").ShouldBe("(PartitionKey eq 'it''s') and (RowKey ne 'x')");
        Of(e => e.Int > 1 || e.Int <= -1).ShouldBe("(Int gt 1) or (Int le -1)");
        Of(e => e.Long >= 5).ShouldBe("Long ge 5L");
        Of(e => e.Double < 2).ShouldBe("Double lt 2.0");
        Of(e => e.Id == Id).ShouldBe("Id eq guid'01234567-89ab-cdef-0123-456789abcdef'");
        Of(e => e.Time > Time).ShouldBe("Time gt datetime'2026-03-15T10:20:30.0000000Z'");
        Of(e => e.Timestamp > new DateTimeOffset(2026, 3, 15, 10, 20, 30, TimeSpan.Zero))
            .ShouldBe("Timestamp gt datetime'2026-03-15T10:20:30.0000000Z'");
        Of(e => e.MaybeInt == 3).ShouldBe("MaybeInt eq 3");
        Of(e => e.Renamed == "x").ShouldBe("other_name eq 'x'");
    }

    [Fact]
    public void Linq_BooleansAndCalls_AreTranslated()
    {
        Of(e => e.Flag).ShouldBe("Flag eq true");
        Of(e => !e.Flag).ShouldBe("not (Flag eq true)");
        Of(e => e.RowKey.CompareTo("a") >= 0).ShouldBe("RowKey ge 'a'");
        Of(e => string.Compare(e.RowKey, "a") < 0).ShouldBe("RowKey lt 'a'");
        Of(e => e.RowKey.Equals("a")).ShouldBe("RowKey eq 'a'");
        Of(e => string.Equals(e.RowKey, "a")).ShouldBe("RowKey eq 'a'");
        Of(e => true).ShouldBeNull();
        TableClient
            .CreateQueryFilter<TableEntity>(e => e.GetInt32("A") > 1 && (string)e["B"] == "x")
            .ShouldBe("(A gt 1) and (B eq 'x')");
        TableServiceClient.CreateQueryFilter(t => t.Name == "x").ShouldBe("TableName eq 'x'");
    }

    [Fact]
    public void Linq_WhatTheServiceLacks_IsRefused()
    {
        Should.Throw<NotSupportedException>(() => Of(e => e.RowKey.StartsWith("a", StringComparison.Ordinal)));
        Should.Throw<NotSupportedException>(() =>
            Of(e => string.Equals(e.RowKey, "a", StringComparison.OrdinalIgnoreCase))
        );
        Should.Throw<NotSupportedException>(() => Of(e => string.Compare(e.RowKey, "a", StringComparison.Ordinal) > 0));
        Should.Throw<NotSupportedException>(() => Of(e => e.Day == DayOfWeek.Monday));
        Should.Throw<NotSupportedException>(() => Of(e => e.Int % 2 == 0));
        Should.Throw<NotSupportedException>(() => Of(e => e.RowKey.Length > 2));
    }

    [Fact]
    public void Interpolated_Values_AreQuotedAndEscaped()
    {
        byte[] bytes = [10, 255];
        var text = TableClient.CreateQueryFilter(
            $"A eq {"it's"} and B eq {5} and C eq {5L} and D eq {true} and E eq {Time} and F eq {Id} and G eq {bytes}"
        );
        text.ShouldBe(
            "A eq 'it''s' and B eq 5 and C eq 5L and D eq true and E eq datetime'2026-03-15T10:20:30.0000000Z' "
                + "and F eq guid'01234567-89ab-cdef-0123-456789abcdef' and G eq X'0AFF'"
        );
        Should.Throw<ArgumentException>(() => TableClient.CreateQueryFilter($"A eq {new object()}"));
    }
}
