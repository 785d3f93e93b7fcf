using Azure.Data.Tables;

namespace Mothership.Tables.Tests.Rest;

public sealed class AccountConnectionTests
{
    [Theory]
    [InlineData("UseDevelopmentStorage=true", "http://127.0.0.1:10002/devstoreaccount1/", "devstoreaccount1")]
    [InlineData(
        "DefaultEndpointsProtocol=https;AccountName=a;AccountKey=a2V5==;EndpointSuffix=core.windows.net",
        "https://a.table.core.windows.net/",
        "a"
    )]
    [InlineData("AccountName=a;AccountKey=a2V5;TableEndpoint=https://x.example/a", "https://x.example/a/", "a")]
    public void ConnectionString_OfAnAccount_GivesItsAddress(string text, string address, string account)
    {
        var client = new TableServiceClient(text.Replace("a2V5==", "a2V5", StringComparison.Ordinal));
        (client.Uri.AbsoluteUri, client.AccountName).ShouldBe((address, account));
        client.GetTableClient("tab").Uri.AbsoluteUri.ShouldBe(address + "tab");
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("AccountName=a")]
    [InlineData("AccountName=a;AccountKey=a2V5")]
    [InlineData("AccountName=a;AccountName=b;AccountKey=a2V5")]
    [InlineData("UseDevelopmentStorage=maybe")]
    [InlineData("Sqlite=")]
    [InlineData("Sqlite=x.db;Synchronous=Sometimes")]
    public void ConnectionString_Incomplete_IsRefused(string text) =>
        Should.Throw<FormatException>(() => new TableServiceClient(text));

    [Fact]
    public void ConnectionString_SharedAccessSignature_IsNotSupported() =>
        Should.Throw<NotSupportedException>(() =>
            new TableServiceClient("TableEndpoint=https://a.example;SharedAccessSignature=sv=1")
        );
}
