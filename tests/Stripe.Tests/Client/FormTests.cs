using Stripe.Infrastructure;

namespace Stripe.Tests.Client;

public sealed class FormTests
{
    [Fact]
    public void Encode_NestedMembersListsAndMetadata_AreInBrackets() =>
        FormEncoder
            .Encode(
                new CreditNoteCreateOptions
                {
                    Invoice = "in_1",
                    Lines =
                    [
                        new()
                        {
                            Type = "invoice_line_item",
                            InvoiceLineItem = "il_1",
                            Amount = 5,
                        },
                        new() { Type = "custom_line_item", UnitAmount = -3 },
                    ],
                    Metadata = new() { ["a b"] = "c&d" },
                }
            )
            .ShouldBe(
                "invoice=in_1&lines[0][amount]=5&lines[0][invoice_line_item]=il_1&lines[0][type]=invoice_line_item"
                    + "&lines[1][type]=custom_line_item&lines[1][unit_amount]=-3&metadata[a+b]=c%26d"
            );

    [Fact]
    public void Encode_Times_AreSecondsSince1970() =>
        FormEncoder
            .Encode(
                new InvoiceItemCreateOptions
                {
                    Period = new()
                    {
                        Start = new DateTime(2026, 3, 1, 0, 0, 0, DateTimeKind.Utc),
                        End = new DateTime(2026, 4, 1, 0, 0, 0, DateTimeKind.Utc),
                    },
                }
            )
            .ShouldBe("period[end]=1775001600&period[start]=1772323200");

    [Fact]
    public void Encode_RangeOfTimes_HasTheShortNames() =>
        FormEncoder
            .Encode(
                new InvoiceListOptions
                {
                    Created = new DateRangeOptions
                    {
                        GreaterThanOrEqual = DateTime.UnixEpoch,
                        LessThan = DateTime.UnixEpoch.AddSeconds(9),
                    },
                }
            )
            .ShouldBe("created[gte]=0&created[lt]=9");

    [Fact]
    public void Encode_FlagsDecimalsAndEmptyLists() =>
        FormEncoder
            .Encode(
                new InvoiceItemUpdateOptions
                {
                    Discountable = false,
                    UnitAmountDecimal = 0.125m,
                    TaxRates = [],
                }
            )
            .ShouldBe("discountable=false&tax_rates=&unit_amount_decimal=0.125");

    [Fact]
    public void Encode_WhatWasSetToNull_IsSentEmpty() =>
        FormEncoder
            .Encode(new InvoiceUpdateOptions { CustomFields = null, Description = null })
            .ShouldBe("custom_fields=");

    [Fact]
    public void Encode_WhatWasNotSet_IsNotSent() => FormEncoder.Encode(new InvoiceUpdateOptions()).ShouldBe("");

    [Fact]
    public void Encode_ExtraParameters_AreSent()
    {
        var options = new InvoicePayOptions { PaidOutOfBand = true };
        options.AddExtraParam("extra", new Dictionary<string, object> { ["a"] = 1 });
        FormEncoder.Encode(options).ShouldBe("paid_out_of_band=true&extra[a]=1");
    }
}
