using System.Text;
using Mothership.Domain.Billing;

namespace Mothership.Shared.Tests.Billing;

public sealed class InvoiceTests
{
    private static readonly Invoice Example = Invoice.Of(
        Given.Rated(
            "2027-03",
            Given.Created("2027-03-15T00:00:00.5", 0.000208333333m),
            Given.Deleted("2027-03-17T00:00:00")
        ),
        7
    );

    // With single quotes for double ones.
    private const string Canonical =
        "{'format':2,'id':'inv-202703-fill','number':'5F0C2A1B-000007',"
        + "'organization':'5f0c2a1b-0000-4000-8000-000000000001',"
        + "'month':'2027-03','period_start':'2027-03-01T00:00:00.0000000Z','period_end':'2027-04-01T00:00:00.0000000Z',"
        + "'currency':'USD','total':'36.00','lines':[{'kind':'usage','meter':'cluster_seconds','resource':'lkc-a',"
        + "'display_name':'name of lkc-a','environment':'env-1','cloud':'aws','region':'us-west-2',"
        + "'plan':'Dedicated','units':1,'period_start':'2027-03-15T00:00:00.5000000Z',"
        + "'period_end':'2027-03-17T00:00:00.0000000Z','quantity':'172799.5','unit_price':'0.000208333333',"
        + "'priced_units':'1',"
        + "'price_book_version':'book-1','event_id':'lkc-a-1-created','event_count':1,'negative':false,"
        + "'unrounded_amount':'35.9998957757335','amount':'36.00'}]}";

    [Fact]
    public void Write_AnInvoice_IsCanonicalJson() =>
        Encoding
            .UTF8.GetString(InvoiceJson.Write(Example))
            .ShouldBe(Canonical.Replace('\'', '"').Replace("inv-202703-fill", Example.Id));

    [Fact]
    public void Read_WhatWasWritten_GivesTheSameInvoiceAndHash()
    {
        var bytes = InvoiceJson.Write(Example);

        var read = InvoiceJson.Read(bytes);

        read.Lines.ShouldBe(Example.Lines);
        read.Total.ShouldBe(Example.Total);
        InvoiceJson.Write(read).ShouldBe(bytes);
        InvoiceJson.HashOf(bytes).Length.ShouldBe(64);
    }

    [Fact]
    public void Read_AChangedInvoice_IsRefused()
    {
        var changed = Encoding.UTF8.GetString(InvoiceJson.Write(Example)).Replace("\"36.00\"", "\"36.0\"");

        Should.Throw<BillingContradictionException>(() => InvoiceJson.Read(Encoding.UTF8.GetBytes(changed)));
    }

    [Fact]
    public void Of_AMonthWithoutLines_IsRefused() =>
        Should.Throw<BillingContradictionException>(() =>
            Invoice.Of(new RatedMonth(Given.Organization, Given.Month("2027-03"), null, [], []), 1)
        );

    [Fact]
    public void IdOf_OtherMonthOrOrganization_IsAnother()
    {
        var id = Invoice.IdOf(Given.Organization, Given.Month("2027-03"));

        id.ShouldBe(Example.Id);
        id.ShouldStartWith("inv-202703-");
        Invoice.IdOf(new("other"), Given.Month("2027-03")).ShouldNotBe(id);
        Invoice.IdOf(Given.Organization, Given.Month("2027-04")).ShouldNotBe(id);
    }
}
