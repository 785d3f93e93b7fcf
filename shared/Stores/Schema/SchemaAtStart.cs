using Azure.Data.Tables;
using Microsoft.Extensions.Hosting;

namespace Mothership.Stores;

/// <summary>Creates the tables that are missing before the application takes its first request.</summary>
internal sealed class SchemaAtStart(TableServiceClient service) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) =>
        StoreSchema.EnsureCreatedAsync(service, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
