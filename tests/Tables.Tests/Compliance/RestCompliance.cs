using Azure.Data.Tables;

namespace Mothership.Tables.Tests.Compliance;

/// <summary>The suite over HTTP, on Azurite.</summary>
public sealed class RestCompliance(Azurite azurite) : TablesCompliance, IClassFixture<Azurite>
{
    protected override bool IsAzurite => true;

    protected override TableServiceClient Service => new(azurite.ConnectionString);
}
