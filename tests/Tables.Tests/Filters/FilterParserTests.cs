using Mothership.Local.Tables.Filters;

namespace Mothership.Tables.Tests.Filters;

public sealed class FilterParserTests
{
    [Theory]
    [InlineData("A eq 1 or B eq 2 and C eq 3", "(A or (B and C))")]
    [InlineData("(A eq 1 or B eq 2) and C eq 3", "((A or B) and C)")]
    [InlineData("not A eq 1 and B eq 2", "(!A and B)")]
    [InlineData("not not (A eq 1)", "A")]
    [InlineData("A and not B", "(A and !B)")]
    public void Parse_Precedence_IsODatas(string text, string shape) => Shape(FilterParser.Parse(text)).ShouldBe(shape);

    [Theory]
    [InlineData("startswith(A,'x')")]
    [InlineData("substringof('x',A)")]
    [InlineData("A add 1 eq 2")]
    [InlineData("A eq B")]
    public void Parse_WhatTheServiceLacks_IsNotImplemented(string text) =>
        Should.Throw<FilterException>(() => FilterParser.Parse(text)).ToError().Code.ShouldBe("NotImplemented");

    [Theory]
    [InlineData("")]
    [InlineData("A eq")]
    [InlineData("eq 1")]
    [InlineData("A eq 1 B")]
    [InlineData("A eq 3000000000")]
    [InlineData("A eq 1.5L")]
    [InlineData("A eq --1")]
    [InlineData("A eq null")]
    [InlineData("A eq guid'no'")]
    [InlineData("A eq datetime'no'")]
    [InlineData("A eq X'0'")]
    [InlineData("A eq what'ever'")]
    [InlineData("A eq 'x")]
    [InlineData("A eq \u0001")]
    [InlineData("PartitionKey eq 1")]
    [InlineData("Timestamp gt 'x'")]
    [InlineData("((A eq 1)")]
    public void Parse_Broken_IsInvalidInput(string text) =>
        Should.Throw<FilterException>(() => FilterParser.Parse(text)).ToError().Code.ShouldBe("InvalidInput");

    [Fact]
    public void Parse_FifteenComparisons_AreTheMost()
    {
        static string Of(int count) => string.Join(" or ", Enumerable.Range(0, count).Select(i => $"A eq {i}"));
        FilterParser.Parse(Of(15));
        Should.Throw<FilterException>(() => FilterParser.Parse(Of(16)));
    }

    [Fact]
    public void Parse_DeepNesting_IsRefusedAndDoesNotOverflow() =>
        Should.Throw<FilterException>(() => FilterParser.Parse(new string('(', 100_000) + "A eq 1"));

    private static string Shape(FilterNode node) =>
        node switch
        {
            AndNode n => $"({Shape(n.Left)} and {Shape(n.Right)})",
            OrNode n => $"({Shape(n.Left)} or {Shape(n.Right)})",
            NotNode n => "!" + Shape(n.Inner),
            CompareNode n => n.Property,
            _ => "?",
        };
}
